import Domain

@testable import Reports

let bitcoin = Symbol(base: "BTC", quote: "USDT")
let ether = Symbol(base: "ETH", quote: "USDT")

extension Timestamp {
  /// Noon of 2026-01-01 and so many hours.
  static func hours(_ hours: Double) -> Timestamp {
    Timestamp(nanoseconds: 1_767_268_800_000_000_000 + Int64(hours * 3600) * 1_000_000_000)
  }
}

extension Decimal {
  /// A number of a test, written as text so that it is exact.
  static func of(_ text: String) throws -> Self { try Self(decimal: text) }
}

/// A generator whose numbers depend on its seed alone (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A sum of twelve uniform numbers, close to a standard normal one.
  mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
  }
}

/// A recorder and the positions that its fills lead to, as a paper account would keep them.
struct Desk {
  var recorder: PerformanceRecorder
  private var positions: [Symbol: Position] = [:]

  init(interval: TimeInterval = .day, riskFreeRate: Double = 0) {
    recorder = PerformanceRecorder(sampleInterval: interval, riskFreeRate: riskFreeRate)
  }

  @discardableResult
  mutating func trade(
    _ side: Side, _ quantity: String, at price: String, hours: Double = 0, fee: String = "0",
    slippage: String = "0", symbol: Symbol = bitcoin, strategy: String? = nil,
    liquidity: Liquidity = .taker
  ) throws -> RoundTrip? {
    let fill = Fill(
      side: side, price: try .of(price), quantity: try .of(quantity), fee: try .of(fee),
      liquidity: liquidity, time: .hours(hours))
    let realized = try positions[symbol, default: Position()].trade(
      side, fill.quantity, at: fill.price)
    return try recorder.fill(
      symbol: symbol, strategy: strategy, fill: fill, realized: realized,
      slippage: .of(slippage), positionAfter: positions[symbol, default: Position()].quantity)
  }

  mutating func sample(_ hours: Double, _ equity: String, exposure: String = "0") throws {
    recorder.sample(.hours(hours), equity: try .of(equity), exposure: try .of(exposure))
  }

  var report: PerformanceReport { recorder.report(balance: .zero, unrealized: .zero) }
}

/// Whether two numbers agree to twelve digits.
func agree(_ left: Double?, _ right: Double?) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return abs(left - right) <= 1e-12 * max(1, abs(left), abs(right))
}
