internal import Domain

extension OrderUnderTest {
  /// Refuses a stop-loss that the venue would never reach, because it liquidates first.
  func liquidationBeforeStop() throws(DecimalError) -> RiskViolation? {
    guard let price, let stop = intent.stopLoss, leverage > .one,
      try isLiquidated(before: stop, entry: price),
      let liquidation = try liquidation(from: price)
    else { return nil }
    return RiskViolation(
      .liquidationBeforeStop, limit: Rate(scaled: liquidation.scaled),
      actual: Rate(scaled: stop.scaled),
      """
      The position would be liquidated near \(liquidation.text(fractionDigits: 8)), before its \
      stop-loss at \(stop).
      """)
  }

  private func liquidation(from entry: Price) throws(DecimalError) -> Price? {
    let side: PositionSide = intent.side == .buy ? .long : .short
    guard isInverse else {
      return try LiquidationPrice.isolated(
        side: side, entry: entry, leverage: leverage, maintenanceRate: policy.maintenanceRate)
    }
    return try LiquidationPrice.isolatedInverse(
      side: side, entry: entry, leverage: leverage, maintenanceRate: policy.maintenanceRate)
  }

  /// Products tell which price comes first without the divisions that the price itself needs.
  private func isLiquidated(before stop: Price, entry: Price) throws(DecimalError) -> Bool {
    if isInverse {
      guard let liquidation = try liquidation(from: entry) else { return false }
      return intent.side == .buy ? liquidation >= stop : liquidation <= stop
    }
    return switch intent.side {
    case .buy:
      try entry * (leverage - .one) >= stop * leverage * (Rate.one - policy.maintenanceRate)
    case .sell:
      try entry * (leverage + .one) <= stop * leverage * (Rate.one + policy.maintenanceRate)
    }
  }
}
