public import Domain

/// How much to trade, what it may lose, and whether that is allowed.
public struct PositionSize: Hashable, Sendable {
  public let method: SizingMethod
  public let side: Side
  /// What the method asks for, before caps and lot; rounded down at the 18th digit.
  public let rawQuantity: Quantity
  /// What to trade; never above a cap, always on the lot, zero where nothing can be traded.
  public let quantity: Quantity
  /// What made the quantity smaller than the raw one; nil when nothing did.
  public let cap: SizingCap?
  /// The value of the quantity at the entry.
  public let notional: Notional
  /// The stop that was given, or that the method implies.
  public let stop: Price?
  /// The money lost at the stop, costs included; without a stop the whole margin.
  public let loss: Notional
  /// The loss as a share of equity.
  public let lossShare: Rate
  /// The part of the loss that is fees and slippage.
  public let costs: Notional
  /// Where the position is liquidated before its stop is reached; nil when the stop comes first.
  public let liquidationBeforeStop: Price?
  /// Why it should not be traded; nil when it may.
  public let objection: SizingObjection?

  public var isValid: Bool { objection == nil }
}

/// What held a quantity below the one that was asked for.
public enum SizingCap: String, CaseIterable, Hashable, Sendable {
  /// The largest position that the policy allows.
  case maximumPosition = "max_position"
  /// The largest quantity that the instrument allows.
  case maximumQuantity = "max_quantity"
  /// The step of the instrument's quantities.
  case lot
}

/// Why a size should not be traded, with its stable name.
public enum SizingObjection: String, CaseIterable, Hashable, Sendable {
  /// It may lose more than the policy allows for one trade.
  case maximumRiskPerTrade = "MAX_RISK_PER_TRADE"
  /// What is left lies below one lot, the minimum quantity or the minimum notional.
  case belowMinimum = "BELOW_MINIMUM"
  /// The expected profit of the bet is not above zero.
  case noEdge = "NO_EDGE"
  /// The confidence is zero.
  case noConfidence = "NO_CONFIDENCE"

  /// Why not, as a sentence without its full stop.
  public var explanation: String {
    switch self {
    case .maximumRiskPerTrade: "the trade may lose more than max_risk of the equity"
    case .belowMinimum: "the quantity is below what the instrument lets trade"
    case .noEdge: "the wins expected do not outweigh the losses, so Kelly bets nothing"
    case .noConfidence: "a confidence of 0 leaves nothing to trade"
    }
  }
}

extension PositionSize {
  /// Sizes one trade.
  ///
  /// - Parameters:
  ///   - request: The trade.
  ///   - policy: What no size may exceed.
  /// - Throws: A `SizingError` for inputs outside their range or too large to reckon with.
  /// - Complexity: O(1); no allocation.
  public init(_ request: SizingRequest, policy: SizingPolicy) throws(SizingError) {
    let sizer = PositionSizer(method: request.method, equity: request.equity, policy: policy)
    self = try sizer.size(
      side: request.side, entry: request.entry, stop: request.stop, leverage: request.leverage,
      confidence: request.confidence)
  }
}
