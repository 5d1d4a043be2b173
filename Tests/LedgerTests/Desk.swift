import Domain
import Ledger
import Lifecycle
import Risk
import Signing
import TestSupport

extension Timestamp {
  static func seconds(_ count: Int64) -> Timestamp { Timestamp(nanoseconds: count * 1_000_000_000) }
}

extension AccountScope {
  static let paper = AccountScope(mode: .paper, venue: "binance", account: "main")
}

extension Symbol {
  static let btc = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
  static let eth = Symbol(base: "ETH", quote: "USDT", settle: "USDT")
}

/// A ledger in a folder of its own, and short ways to use it.
struct Desk {
  let folder: TemporaryFolder
  let ledger: Ledger
  var scope = AccountScope.paper

  var path: String { folder.path + "/ledger.db" }

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger.open(path: folder.path + "/ledger.db")
  }

  /// A further connection to the same ledger, as another process would have it.
  func another() throws -> Ledger { try Ledger.open(path: path) }

  static func basis(_ seconds: Int64 = 1_000, equity: Int = 10_000) -> RiskBasis {
    RiskBasis(now: .seconds(seconds), dayStart: .seconds(0), equity: Notional(equity))
  }

  /// One that limits nothing.
  static var open: RiskPolicy {
    var policy = RiskPolicy()
    policy.maximumPositions = nil
    policy.maximumPosition = nil
    policy.maximumRisk = nil
    policy.maximumDrawdown = nil
    policy.dailyLoss = nil
    return policy
  }

  static func intent(
    _ symbol: Symbol = .btc, _ side: Side = .buy, _ quantity: Int = 1, at price: Int = 100,
    id: String? = nil
  ) -> Intent {
    var intent = Intent(symbol: symbol, side: side, type: .limit, quantity: Quantity(quantity))
    intent.price = Price(price)
    intent.id = id
    return intent
  }

  func request(
    _ intent: Intent, role: OrderRole = .entry, parent: Int64? = nil,
    occurrence: Int = 1, line: String = "{}"
  ) -> JournalRequest {
    let fingerprint = OrderFingerprint.make(intent)
    let key =
      intent.id.map { OrderKey(id: $0) }
      ?? OrderKey(run: "r", fingerprint: fingerprint, occurrence: occurrence)
    var content = OrderContent(
      scope: scope, key: key, fingerprint: fingerprint,
      clientOrderID: ClientOrderID.make(key, in: scope))
    content.id = intent.id
    content.role = role
    content.parent = parent
    content.strategy = intent.strategy
    content.arrivalPrice = intent.price
    content.line = Array(line.utf8)
    return JournalRequest(content, intent, market: RiskMarket(reference: intent.price))
  }

  /// Journals one order in a transaction of its own.
  func journal(
    _ intent: Intent, role: OrderRole = .entry, occurrence: Int = 1,
    policy: RiskPolicy = Desk.open, basis: RiskBasis = Desk.basis(), on other: Ledger? = nil
  ) throws -> JournalOutcome {
    let request = request(intent, role: role, occurrence: occurrence)
    let outcomes = try (other ?? ledger).write(.durable) { transaction throws(LedgerError) in
      try transaction.journal([request], policy: policy, basis)
    }
    return outcomes[0]
  }

  /// Journals an order that must pass, and says its number.
  func place(_ intent: Intent, occurrence: Int = 1) throws -> StoredOrder {
    guard case .journaled(let order) = try journal(intent, occurrence: occurrence) else {
      throw Unexpected()
    }
    return order.stored
  }

  @discardableResult
  func record(
    _ events: [OrderEvent], of order: Int64, at seconds: Int64 = 1_001
  ) throws -> StoredOrder {
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.record(events, of: order, at: .seconds(seconds))
    }
  }

  static func fill(
    _ id: String, _ side: Side = .buy, _ quantity: Int = 1, at price: Int = 100, fee: Int = 1,
    seconds: Int64 = 1_001
  ) -> OrderEvent {
    .filled(
      OrderFill(
        id: id,
        fill: Fill(
          side: side, price: Price(price), quantity: Quantity(quantity), fee: Notional(fee),
          liquidity: .taker, time: .seconds(seconds)),
        feeAsset: "USDT"))
  }

  func read<Answer>(
    _ body: (any LedgerView) throws(LedgerError) -> Answer
  ) throws -> Answer {
    try ledger.read(body)
  }
}

/// Something went another way than the test needs.
struct Unexpected: Error {}

/// SplitMix64: the same seed, the same numbers, on every platform.
struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
