import Domain
import Ledger
import Matching
import Risk
import TestSupport
import Trading

/// A paper account on a ledger in a folder of its own.
struct PaperDesk {
  static let symbol = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  static let scope = AccountScope(mode: .paper, venue: "paper", account: "main")

  /// Kept, because it goes away with the last that has it.
  let folder: TemporaryFolder
  let desk: OrderDesk
  let paper: PaperVenue
  let clock: ManualClock

  /// - Parameters:
  ///   - folder: Several desks on one folder are as several processes.
  ///   - run: What orders without an id are told apart by.
  /// - Throws: When the ledger cannot be opened.
  init(in folder: TemporaryFolder, run: String = "test") throws {
    self.folder = folder
    clock = ManualClock(seconds: 1_000)
    let rules = try PaperRules(
      makerFee: .zero, takerFee: .zero, slippageBasisPoints: .zero)
    paper = PaperVenue(
      PaperTerms(rules: rules, startingEquity: Notional(10_000), currency: "USDT"),
      scope: Self.scope)
    var policy = RiskPolicy()
    policy.maximumPosition = nil
    policy.maximumRisk = nil
    desk = OrderDesk(
      try Ledger.open(path: "\(folder.path)/ledger.db"), scope: Self.scope, market: .paper(paper),
      terms: DeskTerms(policy: policy) { _ in Timestamp(nanoseconds: 0) },
      latch: EmergencyLatch(folder: folder.path), clock: clock, run: OrderRun(name: run))
  }

  func order(
    _ side: Side, _ quantity: Int = 1, at price: Int? = nil, reference: Int? = nil
  ) throws -> Placement {
    var intent = Intent(
      symbol: Self.symbol, side: side, type: price == nil ? .market : .limit,
      quantity: Quantity(quantity))
    intent.price = price.map { Price($0) }
    var wish = OrderWish(intent)
    wish.price = reference.map { QuotedPrice(Price($0), at: nil) }
    return try desk.place([wish])[0]
  }

  /// A feed whose only market is that of the desk.
  func feed() -> PaperFeed {
    let feed = PaperFeed(desk, paper)
    feed.meet(Self.symbol)
    return feed
  }

  func positions() throws -> [StoredPosition] {
    try desk.ledger.read { view throws(LedgerError) in
      try view.positions(in: Self.scope, symbol: nil)
    }
  }
}

extension Placement {
  var stored: StoredOrder? {
    if case .order(let order, _) = self { order } else { nil }
  }
}
