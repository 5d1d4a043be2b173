internal import Domain
internal import Ledger
internal import Lifecycle
internal import VenueInterface
internal import Wire

// What is on its way, and what the ledger has not heard of.
extension VenueStop {
  /// Sees whether something that was sent before the latch was set can still arrive.
  ///
  /// - Returns: Whether the work is over: the account is flat, or nothing more can be learned.
  func isSettled() -> Bool {
    guard desks.isShared, let desk = desks.desk, let orders = try? desk.notOver() else {
      // Nobody knows what is on its way, so all that could be is waited for.
      return isFlat(waitingUntil: terms.start.advanced(by: terms.requestTimeout))
    }
    let inQuestion = settle(orders, desk)
    guard let last = inQuestion.map({ $0.life.sentAt ?? $0.life.createdAt }).max() else {
      result.outcome = .flat
      if desk === desks.desk {
        do throws(LedgerError) { try desk.release(entries, except: dust) } catch { fail(error) }
      }
      return true
    }
    result.failure = FailureDetail(
      "OUTCOME_UNKNOWN", .network,
      "it is not known whether \(inQuestion.count) orders are at the venue or can still arrive "
        + "there",
      hint: "look at the venue, then say it with 'tradectl order resolve'")
    result.failure?.retry = .reconcileFirst
    if isTroubled { return false }
    guard wait(until: last.advanced(by: terms.requestTimeout)) else { return false }
    for order in inQuestion { tell(.order(order, FailureDetail(closing: order))) }
    return true
  }

  /// Asks about orders that are not over by the ledger, though nothing is open at the venue.
  ///
  /// - Returns: Those of them that may still arrive and open something.
  private func settle(_ orders: [StoredOrder], _ desk: OrderDesk) -> [StoredOrder] {
    var inQuestion: [StoredOrder] = []
    let left = lanes.ask(orders, while: goesOnElsewhere) { [clock] order, client in
      VenueLanes.Reply(OrderDesk.word(of: client, on: order, clock))
    } each: { order, word in
      let now = note(word, on: order, desk)
      if order.mayOpen, now.isInQuestion { inQuestion.append(now) }
      if case .failure(let error) = word, error.isAboutVenue, order.mayOpen { isTroubled = true }
    }
    return inQuestion + left.filter(\.mayOpen)
  }

  /// Writes down what the venue said of an order.
  private func note(
    _ word: Result<[OrderEvent], VenueError>, on order: StoredOrder, _ desk: OrderDesk
  ) -> StoredOrder {
    guard desk === desks.desk else { return order }
    var word = word
    // That it forgets what it had makes nothing open.
    if !order.isInQuestion, case .success(let events) = word {
      word = .success(events.filter { $0.kind != .outcomeUnknown })
    }
    do throws(LedgerError) { return try desk.record(word, on: order) } catch {
      fail(error)
      return order
    }
  }

  private func isFlat(waitingUntil moment: Timestamp) -> Bool {
    guard wait(until: moment) else { return false }
    result.outcome = .flat
    return true
  }

  /// Waits for a moment, if it is still to come.
  ///
  /// - Returns: Whether it was over already; else things have to be looked at again.
  private func wait(until moment: Timestamp) -> Bool {
    let time = moment.since(clock.now())
    guard time > .zero else { return true }
    clock.wait(min(time, left))
    return false
  }
}

extension OrderDesk {
  fileprivate func notOver() throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.isFinal = false
    return try orders(query)
  }
}

extension StoredOrder {
  /// Whether it may still arrive at the venue and open something there.
  fileprivate var mayOpen: Bool {
    let canOnlyReduce =
      role == .emergency || (life.terms.isReduceOnly && life.terms.symbol.kind != .spot)
    return isInQuestion && !canOnlyReduce
  }
}
