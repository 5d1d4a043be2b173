import Glibc
import Synchronization
import Testing
import Trading
import VenueInterface

@Suite struct VenueLanesTests {
  /// What several threads note.
  private final class Notes: Sendable {
    private let numbers = Mutex<[Int]>([])

    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
    var all: [Int] { numbers.withLock(\.self) }

    /// Waits until there are so many; false where they never come.
    func waitFor(_ count: Int) -> Bool {
      let deadline = ContinuousClock.now + .seconds(20)
      while all.count < count {
        guard ContinuousClock.now < deadline else { return false }
        sched_yield()
      }
      return true
    }
  }

  private static func lanes(_ count: Int) -> VenueLanes {
    VenueLanes(Array(repeating: StandInVenue(.init()), count: count))
  }

  @Test(arguments: [1, 2, 16, 300])
  func `each question is asked once, and each answer belongs to its question`(count: Int) {
    let asked = Notes()
    var answers: [Int: Int] = [:]
    let left = Self.lanes(count).ask(Array(0..<200)) { question, _ in
      asked.add(question)
      return VenueLanes.Reply(answer: question * 3)
    } each: {
      answers[$0] = $1
    }
    #expect(asked.all.sorted() == Array(0..<200))
    #expect(answers.count == 200 && answers.allSatisfy { $1 == $0 * 3 })
    #expect(left.isEmpty)
  }

  @Test func `nothing asked is nothing answered`() {
    let left = Self.lanes(3).ask([Int]()) { question, _ in
      VenueLanes.Reply(answer: question)
    } each: { _, _ in
      Issue.record("an answer to no question")
    }
    #expect(left.isEmpty)
  }

  @Test func `one lane asks in order`() {
    let asked = Notes()
    _ = Self.lanes(1).ask([5, 3, 4]) { question, _ in
      asked.add(question)
      return VenueLanes.Reply(answer: question)
    } each: { _, _ in
    }
    #expect(asked.all == [5, 3, 4])
  }

  @Test func `as many questions are on their way at once as there are lanes`() {
    let asked = Notes()
    var isTogether: [Bool] = []
    _ = Self.lanes(8).ask(Array(0..<8)) { question, _ in
      asked.add(question)
      // None is answered before all are asked.
      return VenueLanes.Reply(answer: asked.waitFor(8))
    } each: {
      isTogether.append($1)
    }
    #expect(isTogether == Array(repeating: true, count: 8))
  }

  @Test func `an answer is handed over while others are waited for`() {
    let handedOver = Notes()
    var isFree: [Int: Bool] = [:]
    _ = Self.lanes(2).ask([0, 1]) { question, _ in
      // The second answer waits until the first one was dealt with.
      VenueLanes.Reply(answer: question == 0 || handedOver.waitFor(1))
    } each: { question, isFound in
      handedOver.add(question)
      isFree[question] = isFound
    }
    #expect(isFree == [0: true, 1: true])
  }

  @Test func `a lane that is done for ends, and the others take what is left`() {
    let asked = Notes()
    let lanes = Self.lanes(3)
    let left = lanes.ask(Array(0..<50)) { question, _ in
      asked.add(question)
      return VenueLanes.Reply(answer: question, isLast: question == 1)
    } each: { _, _ in
    }
    #expect(asked.all.sorted() == Array(0..<50) && left.isEmpty)
    // It is back for the next questions.
    let again = lanes.ask([0]) { question, _ in
      VenueLanes.Reply(answer: question)
    } each: { _, _ in
    }
    #expect(again.isEmpty)
  }

  @Test func `where all lanes end the rest is not asked, and said to be left`() {
    let asked = Notes()
    var answers = 0
    let left = Self.lanes(4).ask(Array(0..<100)) { question, _ in
      asked.add(question)
      return VenueLanes.Reply(answer: question, isLast: true)
    } each: { _, _ in
      answers += 1
    }
    #expect(asked.all.count == 4 && answers == 4)
    #expect(Array(left) == Array(4..<100))
  }

  @Test func `nothing is begun when it does not go on`() {
    let asked = Notes()
    let left = Self.lanes(1).ask(Array(0..<10), while: { asked.all.count < 3 }) { question, _ in
      asked.add(question)
      return VenueLanes.Reply(answer: question)
    } each: { _, _ in
    }
    #expect(asked.all == [0, 1, 2])
    #expect(Array(left) == Array(3..<10))
  }

  @Test func `a lane that hangs in its greeting holds up no question`() {
    let mute = StandInVenue(.init())
    let isReleased = Notes()
    mute.hello = { _ = isReleased.waitFor(1) }
    let lanes = VenueLanes([StandInVenue(.init()), mute])
    for _ in 0..<3 {
      var answers = 0
      let left = lanes.ask(Array(0..<10)) { question, client in
        VenueLanes.Reply(answer: question, isLast: client === mute)
      } each: { _, _ in
        answers += 1
      }
      #expect(answers == 10 && left.isEmpty)
    }
    isReleased.add(0)
  }

  @Test func `a lane without a greeting asks nothing`() {
    let gone = StandInVenue(.init(isGone: true))
    let asked = Notes()
    let lanes = VenueLanes([StandInVenue(.init())] + Array(repeating: gone, count: 5))
    let left = lanes.ask(Array(0..<20)) { question, client in
      asked.add(client === gone ? -1 : question)
      return VenueLanes.Reply(answer: question)
    } each: { _, _ in
    }
    #expect(asked.all == Array(0..<20) && left.isEmpty)
  }
}
