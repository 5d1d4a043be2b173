import Domain
import Risk

/// Numbers as a person writes them.
extension Decimal {
  init(_ text: String) throws {
    try self.init(decimal: text)
  }
}

let spot = Symbol(base: "BTC", quote: "USDT")
let perpetual = Symbol(base: "BTC", quote: "USDT", settle: "USDT")
let other = Symbol(base: "ETH", quote: "USDT", settle: "USDT")

/// A limit order at 50 000 that a fresh account of 10 000 may place.
func order(
  _ side: Side = .buy, _ quantity: String = "0.01", at price: String? = "50000",
  symbol: Symbol = perpetual, stop: String? = "49000", leverage: String? = nil
) throws -> Intent {
  var intent = Intent(
    symbol: symbol, side: side, type: price == nil ? .market : .limit,
    quantity: try Quantity(quantity))
  intent.price = try price.map { try Price($0) }
  intent.stopLoss = try stop.map { try Price($0) }
  intent.leverage = try leverage.map { try Rate($0) }
  return intent
}

func position(
  _ quantity: String, at mark: String = "50000", symbol: Symbol = perpetual,
  leverage: String = "1"
) throws -> OpenPosition {
  OpenPosition(
    symbol: symbol, quantity: try Quantity(quantity), entry: try Price(mark),
    mark: try Price(mark), leverage: try Rate(leverage))
}

func openOrder(
  _ side: Side, _ quantity: String, at price: String?, symbol: Symbol = perpetual,
  id: String? = nil
) throws -> OpenOrder {
  OpenOrder(
    id: id, symbol: symbol, side: side, type: price == nil ? .market : .limit,
    quantity: try Quantity(quantity), price: try price.map { try Price($0) })
}

/// An account of 10 000 that has lost nothing.
let fresh = RiskState(equity: Notional(10_000))

/// A policy with no limit at all, to be given the one under test.
var unlimited: RiskPolicy {
  var policy = RiskPolicy()
  policy.maximumPositions = nil
  policy.maximumDrawdown = nil
  policy.dailyLoss = nil
  policy.maximumLeverage = nil
  policy.maximumPosition = nil
  policy.maximumRisk = nil
  return policy
}

extension RiskPolicy {
  func checks(
    _ intent: Intent, _ state: RiskState = fresh, _ market: RiskMarket = RiskMarket()
  ) -> [RiskCheck] {
    judge(intent, in: state, market: market).violations.map(\.check)
  }
}

/// A reproducible stream of numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
