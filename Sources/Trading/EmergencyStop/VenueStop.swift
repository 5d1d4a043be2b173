package import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import VenueInterface
internal import Wire

/// The emergency stop of one account at one venue.
///
/// It looks, acts on what it sees, and looks again, until nothing is left: what the venue says is
/// open counts, not what was asked for. Whatever happens between two steps, running it again goes
/// on where it stood.
package final class VenueStop {
  let client: any VenueClient
  var desks: StopDesks
  let terms: StopTerms
  let clock: any TradingClock
  let tell: (StopAction) -> Void
  var result: StopResult
  /// Whether something of this round did not work.
  var isTroubled = false
  /// How long the venue wants to be left alone.
  var wait = TimeInterval.zero
  /// What was told to be dust.
  var dust: Set<Symbol> = []

  /// - Parameters:
  ///   - client: The venue.
  ///   - scope: The account.
  ///   - desks: Where orders are written down.
  ///   - terms: What it may do, and for how long.
  ///   - clock: Time, and waiting.
  ///   - tell: Is told of everything that was done, when it is done.
  package init(
    _ client: any VenueClient, scope: AccountScope, desks: StopDesks, terms: StopTerms,
    clock: any TradingClock, tell: @escaping (StopAction) -> Void
  ) {
    self.client = client
    self.desks = desks
    self.terms = terms
    self.clock = clock
    self.tell = tell
    result = StopResult(scope)
  }

  /// Goes on until the account is flat, or the time is over.
  package func run() -> StopResult {
    let start = clock.now()
    var pause = StopPause()
    repeat {
      isTroubled = false
      wait = .zero
      result.failure = nil
      do throws(VenueError) {
        if try sweep(), try isSettled() { break }
      } catch {
        isTroubled = true
        result.failure = FailureDetail(error)
        if case .rateLimited(let after?) = error { wait = after }
      }
      if isTroubled { clock.wait(min(max(wait, pause.next()), left)) }
    } while goesOn
    if result.outcome == .open, result.failure == nil { result.failure = stillOpen }
    result.ledgerFailure = desks.failure
    result.duration = clock.now().since(start)
    return result
  }

  /// Whether there is time for another step.
  var goesOn: Bool { left > .zero && !terms.isInterrupted() }

  private var left: TimeInterval { max(.zero, terms.deadline.since(clock.now())) }

  private var stillOpen: FailureDetail {
    FailureDetail(
      "STILL_OPEN", .venue,
      "\(result.openOrders) orders and \(result.openPositions) positions were open when the time "
        + "was over",
      hint: "run 'tradectl emergency-stop' again")
  }

  // MARK: A round

  /// Looks at what is open and acts on it.
  ///
  /// - Returns: Whether nothing was open when it looked.
  /// - Throws: When the venue does not answer.
  private func sweep() throws(VenueError) -> Bool {
    let orders = try client.openOrders(in: nil).filter { !$0.status.isFinal }
    result.outcome = .open
    result.openOrders = orders.count
    let protective = orders.filter(isProtective)
    for order in orders where !isProtective(order) { try cancel(order) }
    let positions = try client.positions()
    let held = try close(positions, beside: orders)
    let holdings = terms.sellsSpot ? try sell() : 0
    result.openPositions = held.count + holdings
    // What protects a position goes when there is none any more.
    for order in protective where !held.contains(order.symbol) { try cancel(order) }
    return orders.isEmpty && result.openPositions == 0
  }

  /// Whether an order can only make a position smaller.
  private func isProtective(_ order: VenueOrder) -> Bool {
    order.isReduceOnly && order.symbol.kind != .spot
  }

  // MARK: Orders

  private func cancel(_ order: VenueOrder) throws(VenueError) {
    guard goesOn else { return }
    guard let desk = desks.desk, let stored = stored(order, desk), !stored.life.isFinal else {
      return try cancelDirectly(order)
    }
    let (now, failure): (StoredOrder, VenueError?)
    do throws(LedgerError) {
      (now, failure) = try desk.cancelOnce(stored, client)
    } catch {
      desks.fail(error)
      return try cancelDirectly(order)
    }
    guard let failure else {
      if now.life.isFinal { result.cancelled += 1 }
      return tell(.order(now, nil))
    }
    if case .notFound = failure { return try cancelDirectly(order) }
    tell(.order(now, FailureDetail(failure)))
    try go(on: failure)
  }

  /// Cancels without a ledger, which a cancel does not need.
  private func cancelDirectly(_ order: VenueOrder) throws(VenueError) {
    do throws(VenueError) {
      let now = try client.cancel(order)
      if now.status.isFinal { result.cancelled += 1 }
      tell(.foreign(now, nil))
    } catch {
      // It has ended since the list was made; the next list says so.
      if case .notFound = error { return isTroubled = true }
      tell(.foreign(order, FailureDetail(error)))
      try go(on: error)
    }
  }

  /// The order as the ledger has it; nil where it has none, or cannot be asked.
  private func stored(_ order: VenueOrder, _ desk: OrderDesk) -> StoredOrder? {
    for name in [order.clientOrderID, order.orderID].compactMap(\.self) {
      if let found = try? desk.order(named: name) { return found }
    }
    return nil
  }

  /// Notes a refusal; where the venue is gone or wants to be left alone, the round ends.
  func go(on error: VenueError) throws(VenueError) {
    isTroubled = true
    switch error {
    case .rejected, .notFound: return
    case .notSent, .rateLimited, .outcomeUnknown, .unauthorized: throw error
    }
  }

  // MARK: What is on its way

  /// Sees whether something that was sent before the latch was set can still arrive.
  ///
  /// - Returns: Whether the work is over: the account is flat, or nothing more can be learned.
  /// - Throws: When the venue does not answer.
  private func isSettled() throws(VenueError) -> Bool {
    guard desks.isShared, let desk = desks.desk, let orders = try? desk.inFlight(client) else {
      // Nobody knows what is on its way, so all that could be is waited for.
      return isFlat(waitingUntil: terms.start.advanced(by: terms.requestTimeout))
    }
    guard let last = orders.map({ $0.life.sentAt ?? $0.life.createdAt }).max() else {
      result.outcome = .flat
      return true
    }
    result.failure = FailureDetail(
      "OUTCOME_UNKNOWN", .network,
      "it is not known whether \(orders.count) orders are at the venue or can still arrive there",
      hint: "look at the venue, then say it with 'tradectl order resolve'")
    result.failure?.retry = .reconcileFirst
    guard wait(until: last.advanced(by: terms.requestTimeout)) else { return false }
    for order in orders { tell(.order(order, FailureDetail(closing: order))) }
    return true
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

/// How long to wait before the venue is asked again: longer and longer.
struct StopPause {
  private var nanoseconds = Int64(100_000_000)

  mutating func next() -> TimeInterval {
    defer { nanoseconds = min(nanoseconds * 2, 2_000_000_000) }
    return TimeInterval(nanoseconds: nanoseconds)
  }
}

extension OrderDesk {
  /// Orders that may arrive at the venue and open something there, once it has been asked.
  fileprivate func inFlight(
    _ client: any VenueClient
  ) throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.isFinal = false
    var found: [StoredOrder] = []
    for order in try orders(query) where order.isInQuestion && !order.canOnlyReduce {
      let now = try resolve(order, client)
      if now.isInQuestion { found.append(now) }
    }
    return found
  }
}

extension StoredOrder {
  /// Whether it cannot open anything, whenever it arrives.
  fileprivate var canOnlyReduce: Bool {
    role == .emergency || (life.terms.isReduceOnly && life.terms.symbol.kind != .spot)
  }
}
