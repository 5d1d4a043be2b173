import Domain
import Sizing

/// Numbers as a person writes them.
extension Decimal {
  init(_ text: String) throws {
    try self.init(decimal: text)
  }
}

/// The account of the table in docs/sizing.md: 10 000 at 50 000, three times levered.
func request(
  _ method: SizingMethod, side: Side = .buy, stop: String? = nil, leverage: String = "3",
  confidence: String = "1", equity: String = "10000", entry: String = "50000"
) throws -> SizingRequest {
  SizingRequest(
    method: method, equity: try Notional(equity), side: side, entry: try Price(entry),
    stop: try stop.map { try Price($0) }, leverage: try Rate(leverage),
    confidence: try Rate(confidence))
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
