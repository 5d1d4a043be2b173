public import Domain

/// What the paper market charges, allows and withholds.
public struct PaperRules: Hashable, Sendable {
  /// Share of the notional that an order pays for a fill it waited for; negative is a rebate.
  public let makerFee: Rate
  /// Share of the notional that an order pays for a fill it took.
  public let takerFee: Rate
  /// Share of the price that a taker loses to the market's depth, which trades do not show.
  public let slippage: Rate
  /// How long an order or a cancel is on its way.
  public let latency: TimeInterval
  /// The share of an event's volume that our orders can have; nil is all they want.
  public let participation: Rate?
  /// Notional over margin where neither the order nor the open position says it.
  public let defaultLeverage: Rate
  /// Maintenance margin over notional.
  public let maintenanceRate: Rate
  /// Whether a spot symbol may be traded with a leverage above one.
  public let allowsSpotMargin: Bool

  /// The highest leverage that an order may ask for.
  public static let maximumLeverage = Rate(125)

  /// - Parameters:
  ///   - makerFee: A share, above -1 and below 1; 0.02 % where it is not given.
  ///   - takerFee: A share, above -1 and below 1; 0.04 % where it is not given.
  ///   - slippageBasisPoints: From 0 to below 10 000.
  ///   - latency: Not negative.
  ///   - participation: Above 0 and at most 1; nil does not limit.
  ///   - defaultLeverage: In 1...125.
  ///   - maintenanceRate: From 0 to below the inverse of the default leverage.
  ///   - allowsSpotMargin: Whether a spot symbol may be traded with a leverage above one.
  /// - Throws: `.invalidRule` with the name of the rule that is out of its range.
  public init(
    makerFee: Rate = Rate(scaled: 2 * Rate.basisPoint.scaled),
    takerFee: Rate = Rate(scaled: 4 * Rate.basisPoint.scaled),
    slippageBasisPoints: Rate = Rate(5), latency: TimeInterval = .zero,
    participation: Rate? = nil, defaultLeverage: Rate = .one,
    maintenanceRate: Rate = Rate(scaled: 50 * Rate.basisPoint.scaled),
    allowsSpotMargin: Bool = true
  ) throws(PaperError) {
    guard makerFee.magnitude < .one else { throw .invalidRule("maker fee") }
    guard takerFee.magnitude < .one else { throw .invalidRule("taker fee") }
    guard !slippageBasisPoints.isNegative, slippageBasisPoints < Rate(10_000),
      let slippage = try? slippageBasisPoints * Rate.basisPoint
    else { throw .invalidRule("slippage") }
    guard latency >= .zero else { throw .invalidRule("latency") }
    if let participation, !participation.isPositive || participation > .one {
      throw .invalidRule("participation")
    }
    guard defaultLeverage >= .one, defaultLeverage <= Self.maximumLeverage else {
      throw .invalidRule("leverage")
    }
    guard !maintenanceRate.isNegative, maintenanceRate < .one,
      let share = try? maintenanceRate * defaultLeverage, share < .one
    else { throw .invalidRule("maintenance rate") }
    self.makerFee = makerFee
    self.takerFee = takerFee
    self.slippage = slippage
    self.latency = latency
    self.participation = participation
    self.defaultLeverage = defaultLeverage
    self.maintenanceRate = maintenanceRate
    self.allowsSpotMargin = allowsSpotMargin
  }

  /// The price that a taker gets where the market trades at `price`.
  ///
  /// - Parameters:
  ///   - price: What the market trades at.
  ///   - side: The taker's side; a buyer pays more, a seller gets less.
  ///   - tick: The grid that the result lies on; zero is the 18th digit.
  /// - Returns: At least one tick.
  /// - Throws: `.overflow`.
  func slipped(_ price: Price, _ side: Side, tick: Price) throws(DecimalError) -> Price {
    guard !slippage.isZero else { return price }
    let against: Rounding = side == .buy ? .up : .down
    let factor = side == .buy ? try Rate.one + slippage : try Rate.one - slippage
    var result = Price(
      scaled: try FixedPoint.multiply(price.scaled, factor.scaled, rounding: against))
    if tick.isPositive { result = try result.rounded(against, toMultipleOf: tick) }
    return max(result, tick.isPositive ? tick : Price(scaled: 1))
  }

  func fee(_ liquidity: Liquidity) -> Rate { liquidity == .maker ? makerFee : takerFee }
}
