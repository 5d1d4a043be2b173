internal import Domain
internal import Ledger
internal import Lifecycle
internal import VenueInterface
internal import Wire

// Away with what is open.
extension VenueStop {
  /// What a cancel that the venue took came to.
  private struct Cancelled: Sendable {
    let order: VenueOrder
    /// What it tells of the order of the ledger; nil where not all of it could be learned.
    let events: [OrderEvent]?
  }

  /// Cancels orders, as many at once as there are lanes, each of them once.
  ///
  /// - Throws: When the venue is gone or wants to be left alone. Where only some were not answered,
  ///   those are left to the next round.
  func cancel(_ orders: [VenueOrder]) throws(VenueError) {
    guard !orders.isEmpty else { return }
    let questions = journaled(orders)
    let desk = desks.desk
    var trouble = VenueTrouble()
    _ = lanes.ask(questions, while: goesOnElsewhere) { question, client in
      VenueLanes.Reply(Self.cancel(question.order, question.stored, client))
    } each: { question, answer in
      switch answer {
      case .success(let cancelled): note(cancelled, question.stored, desk)
      case .failure(let error): note(error, question)
      }
      trouble.note(answer)
    }
    try trouble.check()
  }

  private static func cancel(
    _ order: VenueOrder, _ stored: StoredOrder?, _ client: any VenueClient
  ) -> Result<Cancelled, VenueError> {
    Result { () throws(VenueError) in
      let now = try client.cancel(order)
      // That its fills cannot be asked for now does not make it any less cancelled.
      let events = stored.flatMap { try? OrderDesk.events(of: now, $0, client) }
      return Cancelled(order: now, events: events)
    }
  }

  /// The orders, written down as about to be cancelled where there is a ledger that knows them.
  ///
  /// A cancel needs no ledger.
  private func journaled(
    _ orders: [VenueOrder]
  ) -> [(order: VenueOrder, stored: StoredOrder?)] {
    while let desk = desks.desk {
      do throws(LedgerError) { return try desk.journal(cancelsOf: orders) } catch {
        fail(error)
      }
    }
    return orders.map { ($0, nil) }
  }

  private func note(_ cancelled: Cancelled, _ stored: StoredOrder?, _ desk: OrderDesk?) {
    // What ends only later is looked at again after a pause.
    if cancelled.order.status.isFinal { result.cancelled += 1 } else { isTroubled = true }
    // A desk that has failed meanwhile is not in use any more.
    if let desk, desk === desks.desk, let stored, let events = cancelled.events {
      do throws(LedgerError) {
        return tell(.order(try desk.record(events, of: stored), nil))
      } catch {
        fail(error)
      }
    }
    tell(.foreign(cancelled.order, nil))
  }

  private func note(
    _ error: VenueError, _ question: (order: VenueOrder, stored: StoredOrder?)
  ) {
    isTroubled = true
    // It has ended since the list was made; the next list says so.
    if case .notFound = error { return }
    let failure = FailureDetail(error)
    tell(question.stored.map { .order($0, failure) } ?? .foreign(question.order, failure))
  }
}

/// What went wrong with some of many requests.
struct VenueTrouble {
  private var isAnswered = false
  private var error: VenueError?

  mutating func note<Answer>(_ answer: Result<Answer, VenueError>) {
    switch answer {
    case .success, .failure(.rejected), .failure(.notFound): isAnswered = true
    case .failure(.rateLimited(let wait)): error = .rateLimited(retryAfter: wait)
    case .failure(let other): error = error ?? other
    }
  }

  /// - Throws: What went wrong, where nothing was answered or the venue wants to be left alone.
  func check() throws(VenueError) {
    guard let error else { return }
    if case .rateLimited = error { throw error }
    if !isAnswered { throw error }
  }
}
