import Domain
import Ledger
import Lifecycle
import Risk
import TestSupport
import Trading
import VenueInterface

/// A ledger, a clock and a venue, to be stopped.
///
/// Threads that share one open the ledger for themselves.
struct StopBench: @unchecked Sendable {
  let folder: TemporaryFolder
  let ledger: Ledger
  let clock = ManualClock(seconds: 1_000)
  let scope = AccountScope(mode: .demo, venue: "stand-in", account: "main")
  let latch: EmergencyLatch
  var terms = StopTerms(start: .seconds(1_000), deadline: .seconds(1_030))

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger.open(path: folder.path + "/ledger.db")
    latch = EmergencyLatch(folder: folder.path)
    try latch.halt(LatchNote(time: .seconds(1_000), who: "test", reason: "test"))
  }

  func desk(
    _ market: OrderDesk.Market, _ name: String = "run", ledger other: String? = nil
  ) throws(LedgerError) -> OrderDesk {
    var ledger = ledger
    if let other { ledger = try Ledger.open(path: "\(folder.path)/\(other)") }
    return OrderDesk(
      ledger, scope: scope, market: market,
      terms: DeskTerms(policy: RiskPolicy()) { $0.startOfDay }, latch: latch, clock: clock,
      run: OrderRun(name: name))
  }

  /// The usual way to the ledger.
  func ways(_ venue: StandInVenue) -> [StopDesks.Way] {
    [StopDesks.Way(isShared: true) { () throws(LedgerError) in try desk(.venue(venue)) }]
  }

  /// Stops, and says how that went and what was told.
  func stop(
    _ venue: StandInVenue, _ ways: [StopDesks.Way]? = nil, lanes: Int = 1
  ) -> (result: StopResult, told: [StopAction]) {
    var told: [StopAction] = []
    let stop = VenueStop(
      VenueLanes(Array(repeating: venue, count: lanes)), scope: scope,
      desks: StopDesks(ways ?? self.ways(venue)), terms: terms,
      clock: clock
    ) { told.append($0) }
    return (stop.run(), told)
  }

  /// Writes an order into the ledger as sent, and what became of it.
  @discardableResult
  func order(
    _ id: String, _ events: [OrderEvent], symbol: Symbol = .btc
  ) throws -> StoredOrder {
    var intent = Intent(symbol: symbol, side: .buy, type: .limit, quantity: 1)
    intent.price = 90
    intent.id = id
    let key = OrderKey(id: id)
    var content = OrderContent(
      scope: scope, key: key, fingerprint: OrderFingerprint.make(intent), clientOrderID: id)
    content.id = id
    let request = JournalRequest(content, intent, market: RiskMarket(reference: 90))
    var policy = RiskPolicy()
    policy.maximumPosition = nil
    policy.maximumRisk = nil
    let basis = RiskBasis(now: clock.now(), dayStart: .seconds(0), equity: 100_000)
    return try ledger.write(.durable) { [policy] transaction throws(LedgerError) in
      // As it was before anybody pulled the latch.
      let outcomes = try transaction.journal([request], policy: policy, basis)
      guard case .journaled(let order) = outcomes.first else { throw .abandoned }
      guard !events.isEmpty else { return order.stored }
      return try transaction.record(events, of: order.stored.number, at: clock.now())
    }
  }

  func orders() throws -> [StoredOrder] {
    try ledger.read { view throws(LedgerError) in try view.orders(OrderQuery(scope: scope)) }
  }

  func positions() throws -> [StoredPosition] {
    try ledger.read { view throws(LedgerError) in try view.positions(in: scope, symbol: nil) }
  }
}
