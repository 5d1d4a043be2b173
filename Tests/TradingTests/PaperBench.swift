import Configuration
import Domain
import Ledger
import Matching
import Risk
import TestSupport
import Trading

/// A paper account in a ledger of its own, and a clock in the test's hand.
struct PaperBench {
  let folder: TemporaryFolder
  let clock: ManualClock
  var policy = RiskPolicy()
  var dayStart = DayStart.midnightUTC

  static let symbol = Symbol(base: "BTC", quote: "USDT")

  init(at time: String) throws {
    folder = try TemporaryFolder()
    clock = try ManualClock(time)
    policy.maximumPosition = nil
    policy.maximumRisk = nil
    policy.maximumDrawdown = nil
    policy.dailyLoss = nil
  }

  /// A desk as a process that starts now would have it.
  func desk() throws -> OrderDesk {
    let scope = AccountScope(mode: .paper, venue: "paper", account: "main")
    let rules = try PaperRules(makerFee: .zero, takerFee: .zero, slippageBasisPoints: .zero)
    let venue = PaperVenue(
      PaperTerms(rules: rules, startingEquity: Notional(10_000), currency: "USDT"), scope: scope)
    let dayStart = dayStart
    let terms = DeskTerms(policy: policy) { dayStart.day(containing: $0).start }
    return OrderDesk(
      try Ledger.open(path: folder.path + "/ledger.db"), scope: scope, market: .paper(venue),
      terms: terms, latch: EmergencyLatch(folder: folder.path), clock: clock,
      run: OrderRun(name: "\(UInt64.random(in: 0 ... .max))"))
  }

  /// Places a market order in a process of its own; the codes of what stands against it.
  @discardableResult
  func place(_ side: Side, _ quantity: Int, at price: Int) throws -> [String] {
    let desk = try desk()
    var wish = OrderWish(
      Intent(symbol: Self.symbol, side: side, type: .market, quantity: Quantity(quantity)))
    wish.price = QuotedPrice(Price(price), at: nil)
    guard case .refused(let refusal) = try desk.place([wish])[0] else { return [] }
    return refusal.violations.map(\.code)
  }
}
