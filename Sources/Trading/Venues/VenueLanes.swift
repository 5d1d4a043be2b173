internal import Synchronization
internal import Threads
package import VenueInterface

/// Ways to one venue, over which it is asked several things at once.
///
/// Each lane has one request on its way at a time, on a thread of its own, so it does not matter
/// whether a client can do more than that. What was learned is handled on the thread that asks.
package final class VenueLanes: Sendable {
  /// What one request came to.
  package struct Reply<Answer: Sendable>: Sendable {
    package let answer: Answer
    /// Whether the lane is of no more use for now.
    package var isLast = false

    package init(answer: Answer, isLast: Bool = false) {
      self.answer = answer
      self.isLast = isLast
    }
  }

  private let clients: [any VenueClient]
  /// The places of those that have not heard from the venue yet.
  private let greeting = Mutex<Set<Int>>([])

  /// - Parameter clients: One for each lane, at least one; they may be the same one if it can do
  ///   several things at once.
  package init(_ clients: [any VenueClient]) {
    precondition(!clients.isEmpty, "A venue is reached over at least one lane")
    self.clients = clients
  }

  /// The lane for what is asked alone.
  var first: any VenueClient { clients[0] }

  /// How many things can be asked at once.
  var count: Int { clients.count }

  /// Asks each question once, each over the next lane that is free.
  ///
  /// All lanes but the first one greet the venue before they take a question. So a venue that does
  /// not take as many connections holds up none of the questions.
  ///
  /// - Parameters:
  ///   - questions: They are begun in this order.
  ///   - goesOn: Looked at before each question; when it is false no more of them are begun.
  ///   - ask: Asks one of them; called on the threads of the lanes.
  ///   - take: Is given each answer as soon as it is there, on the thread of the caller.
  /// - Returns: The questions that were not asked, because all lanes have ended or it did not go on.
  package func ask<Question: Sendable, Answer: Sendable>(
    _ questions: [Question], while goesOn: @escaping @Sendable () -> Bool = { true },
    _ ask: @escaping @Sendable (Question, any VenueClient) -> Reply<Answer>,
    each take: (Question, Answer) -> Void
  ) -> ArraySlice<Question> {
    guard !questions.isEmpty else { return [] }
    let lanes = lanes(upTo: questions.count)
    let work = LaneWork(questions, lanes: lanes.count, goesOn, ask)
    for lane in lanes {
      let run: @Sendable () -> Void = { [self] in
        work.run(clients[lane], isReady: lane == 0 || greets(lane))
      }
      // Where the system has no thread left, the work is done here.
      if let thread = OwnThread(run) { thread.detach() } else { run() }
    }
    while let (place, answer) = work.answers.take() { take(questions[place], answer) }
    return questions[work.begun...]
  }

  /// The first lane, and others that do not hang in an earlier greeting.
  private func lanes(upTo count: Int) -> [Int] {
    greeting.withLock { greeting in
      let others = clients.indices.dropFirst().filter { !greeting.contains($0) }.prefix(count - 1)
      greeting.formUnion(others)
      return [0] + others
    }
  }

  /// Whether the venue answers over a lane.
  private func greets(_ lane: Int) -> Bool {
    defer { greeting.withLock { _ = $0.remove(lane) } }
    return (try? clients[lane].capabilities()) != nil
  }
}

/// Questions that lanes take one after the other until none is left.
private final class LaneWork<Question: Sendable, Answer: Sendable>: Sendable {
  private struct State {
    /// How many questions were begun.
    var begun = 0
    /// How many lanes wait for an answer.
    var waiting = 0
    /// How many lanes may still take a question.
    var lanes: Int
    var isStopped = false
  }

  /// Closed when no more of them will come.
  let answers = Mailbox<(place: Int, answer: Answer)>()
  private let questions: [Question]
  private let goesOn: @Sendable () -> Bool
  private let ask: @Sendable (Question, any VenueClient) -> VenueLanes.Reply<Answer>
  private let state: Mutex<State>

  init(
    _ questions: [Question], lanes: Int, _ goesOn: @escaping @Sendable () -> Bool,
    _ ask: @escaping @Sendable (Question, any VenueClient) -> VenueLanes.Reply<Answer>
  ) {
    self.questions = questions
    self.goesOn = goesOn
    self.ask = ask
    state = Mutex(State(lanes: lanes))
  }

  var begun: Int { state.withLock(\.begun) }

  /// Takes questions and asks them over one lane, if it can be used.
  func run(_ client: any VenueClient, isReady: Bool) {
    if isReady {
      while let place = begin() {
        let reply = ask(questions[place], client)
        answers.put((place, reply.answer))
        change { $0.waiting -= 1 }
        if reply.isLast { break }
      }
    }
    change { $0.lanes -= 1 }
  }

  private func begin() -> Int? {
    let isWanted = goesOn()
    return change { state in
      if !isWanted { state.isStopped = true }
      guard !state.isStopped, state.begun < questions.count else { return nil }
      state.waiting += 1
      state.begun += 1
      return state.begun - 1
    }
  }

  /// Changes the state, and sees whether all answers are there that will come.
  ///
  /// A lane that still greets the venue is not waited for where nothing is left for it to ask.
  private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    let (result, isOver) = state.withLock { state in
      let result = body(&state)
      let isAllBegun = state.isStopped || state.begun == questions.count || state.lanes == 0
      return (result, isAllBegun && state.waiting == 0)
    }
    if isOver { answers.close() }
    return result
  }
}

extension VenueLanes.Reply {
  /// A lane over which the venue did not answer is of no more use for now.
  package init<Value>(
    _ answer: Result<Value, VenueError>
  ) where Answer == Result<Value, VenueError> {
    self.init(answer: answer)
    if case .failure(let error) = answer { isLast = error.isAboutVenue }
  }
}

extension VenueError {
  /// Whether the venue is gone, or wants to be left alone, so that asking on is of no use now.
  var isAboutVenue: Bool {
    switch self {
    case .rejected, .notFound, .unsupported: false
    case .notSent, .rateLimited, .outcomeUnknown, .unauthorized, .noKey: true
    }
  }
}
