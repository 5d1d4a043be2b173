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
  let lanes: VenueLanes
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
  /// The venue's open orders in this round.
  var listed: [VenueOrder] = []
  /// What the venue said was held, the latest of each position.
  var entries: [PositionPlace: OpenPosition] = [:]
  /// Where the ledger has taken over what the venue holds.
  var adopted: Set<Symbol> = []

  /// - Parameters:
  ///   - lanes: Ways to the venue; so many requests are on their way at once.
  ///   - scope: The account.
  ///   - desks: Where orders are written down.
  ///   - terms: What it may do, and for how long.
  ///   - clock: Time, and waiting.
  ///   - tell: Is told of everything that was done, when it is done.
  package init(
    _ lanes: VenueLanes, scope: AccountScope, desks: StopDesks, terms: StopTerms,
    clock: any TradingClock, tell: @escaping (StopAction) -> Void
  ) {
    self.lanes = lanes
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
        if try sweep(), isSettled() { break }
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
  var goesOn: Bool { terms.allow(at: clock.now()) }

  /// The same for other threads.
  var goesOnElsewhere: @Sendable () -> Bool { { [terms, clock] in terms.allow(at: clock.now()) } }

  var left: TimeInterval { max(.zero, terms.deadline.since(clock.now())) }

  /// Goes on with another ledger.
  func fail(_ error: LedgerError) {
    desks.fail(error)
    // The next one may not know what this one has taken over.
    adopted = []
    isTroubled = true
  }

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
    let orders = try lanes.first.openOrders(in: nil).filter { !$0.status.isFinal }
    listed = orders
    result.outcome = .open
    result.openOrders = orders.count
    let protective = orders.filter(\.isProtective)
    try cancel(orders.filter { !$0.isProtective })
    let positions = try lanes.first.positions()
    let held = try close(positions, beside: orders)
    let holdings = terms.sellsSpot ? try sell() : 0
    result.openPositions = held.count + holdings
    // What protects a position goes when there is none any more.
    try cancel(protective.filter { !held.contains($0.symbol) })
    return orders.isEmpty && result.openPositions == 0
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
