/// The price at which an isolated linear position has lost all margin but its maintenance margin.
///
/// Margin `entry / leverage` plus profit equals maintenance `liquidation × rate`:
/// `entry × (1 − 1/leverage) / (1 − rate)` for a long position,
/// `entry × (1 + 1/leverage) / (1 + rate)` for a short one.
/// Source: Binance, "How to Calculate Liquidation Price of USDⓈ-M Futures Contracts", with no
/// maintenance amount and no other position.
public enum LiquidationPrice {
  /// - Parameters:
  ///   - side: Long or short.
  ///   - entry: The average entry price, above zero.
  ///   - leverage: Notional over margin, from 1.
  ///   - maintenanceRate: Maintenance margin over notional, in 0..<1.
  /// - Returns: Nil for a long position that no price above zero can liquidate.
  /// - Throws: `.overflow`, or `.divisionByZero` for a leverage of zero.
  public static func isolated(
    side: PositionSide, entry: Price, leverage: Rate, maintenanceRate: Rate
  ) throws(DecimalError) -> Price? {
    let margin = try side == .long ? leverage - .one : leverage + .one
    // One rounding for the fraction: leverage 3 would lose a digit to 1/3.
    let top = try entry.portion(margin, of: leverage, rounding: .toNearestOrEven)
    switch side {
    case .long:
      guard leverage > .one else { return nil }
      return try top.divided(by: Rate.one - maintenanceRate, rounding: .toNearestOrEven)
    case .short:
      return try top.divided(by: Rate.one + maintenanceRate, rounding: .toNearestOrEven)
    }
  }

  /// The same of an inverse contract, whose margin and losses are in base units.
  ///
  /// Of a contract of one quote unit the margin is `1 / (entry × leverage)`, and the maintenance
  /// `rate / liquidation`: `entry × leverage × (1 + rate) / (leverage + 1)` for a long position,
  /// `entry × leverage × (1 − rate) / (leverage − 1)` for a short one.
  ///
  /// - Parameters: As above.
  /// - Returns: Nil for a short position that no price can liquidate.
  /// - Throws: `.overflow`, or `.divisionByZero` for a leverage of zero.
  public static func isolatedInverse(
    side: PositionSide, entry: Price, leverage: Rate, maintenanceRate: Rate
  ) throws(DecimalError) -> Price? {
    switch side {
    case .long:
      let top = try entry * (Rate.one + maintenanceRate)
      return try top.portion(leverage, of: leverage + .one, rounding: .toNearestOrEven)
    case .short:
      guard leverage > .one else { return nil }
      let top = try entry * (Rate.one - maintenanceRate)
      return try top.portion(leverage, of: leverage - .one, rounding: .toNearestOrEven)
    }
  }
}
