internal import Domain

extension SizingRequest {
  /// The stop that the loss is measured to: the given one, or the one that the method implies.
  ///
  /// An implied stop is moved away from the entry onto the tick, so that it never stands nearer
  /// than was asked for; the quantity is reckoned with the moved one.
  func effectiveStop(tick: Price) throws(SizingError) -> Price? {
    guard case .averageTrueRange(let range, let multiplier) = method else {
      if let stop, side == .buy ? stop >= entry : stop <= entry { throw .stopSide }
      if stop == nil, method.isStopBased { throw .stopMissing }
      return stop
    }
    let stop: Price
    do throws(DecimalError) {
      let distance = try range * multiplier
      let exact = side == .buy ? try entry - distance : try entry + distance
      stop =
        tick.isPositive
        ? try exact.rounded(side == .buy ? .down : .up, toMultipleOf: tick) : exact
    } catch {
      throw .overflow
    }
    guard stop.isPositive, stop != entry else { throw .outOfRange(.averageTrueRange) }
    return stop
  }

  /// What the method asks for before any cap, scaled by the confidence.
  func rawQuantity(policy: SizingPolicy, unitLoss: Price) throws(DecimalError) -> Quantity {
    let quantity =
      switch method {
      case .fixed(let share):
        try levered(margin: equity.portion(share))
      case .kelly(let probability, let win, let loss, let fraction):
        try levered(
          margin: equity.portion(
            Self.kellyShare(probability, averageWin: win, averageLoss: loss).portion(fraction)))
      case .volatility(let volatility, let target):
        try levered(
          margin: target >= volatility
            ? equity.portion(policy.maximumPosition)
            : equity.portion(policy.maximumPosition)
              .portion(target, of: volatility, rounding: .down))
      case .risk(let share):
        try equity.portion(share).divided(by: unitLoss, rounding: .down)
      case .averageTrueRange:
        try equity.portion(policy.maximumRisk).divided(by: unitLoss, rounding: .down)
      }
    return confidence == .one ? quantity : try quantity.portion(confidence)
  }

  /// The value that no position may exceed: margin for the percentage methods, else notional.
  func largestNotional(policy: SizingPolicy) throws(DecimalError) -> Notional {
    let share = try equity.portion(policy.maximumPosition)
    return method.isStopBased ? share : try share.portion(leverage)
  }

  /// Where a levered position is liquidated, if that is not beyond the stop.
  ///
  /// Comparing products tells which comes first without the divisions that the price needs.
  func liquidation(before stop: Price?, maintenanceRate: Rate) throws(DecimalError) -> Price? {
    guard let stop, leverage > .one else { return nil }
    let comesFirst =
      switch side {
      case .buy:
        try entry * (leverage - .one) >= stop * leverage * (Rate.one - maintenanceRate)
      case .sell:
        try entry * (leverage + .one) <= stop * leverage * (Rate.one + maintenanceRate)
      }
    guard comesFirst else { return nil }
    return try LiquidationPrice.isolated(
      side: side == .buy ? .long : .short, entry: entry, leverage: leverage,
      maintenanceRate: maintenanceRate)
  }

  /// The quantity that a margin holds at this leverage.
  private func levered(margin: Notional) throws(DecimalError) -> Quantity {
    try margin.portion(leverage).divided(by: entry, rounding: .down)
  }

  /// The share of equity that makes a repeated bet grow fastest; zero without an edge.
  ///
  /// `f = (p·b − (1 − p)) / b` with `b = win / loss`, as `(p·win − (1 − p)·loss) / win`, which
  /// needs one division and keeps every digit of the ratio.
  ///
  /// Source: J. L. Kelly, "A New Interpretation of Information Rate", Bell System Technical
  /// Journal 35 (1956), 917–926.
  static func kellyShare(
    _ probability: Rate, averageWin: Rate, averageLoss: Rate
  ) throws(DecimalError) -> Rate {
    let edge = try probability * averageWin - (Rate.one - probability) * averageLoss
    guard edge.isPositive else { return .zero }
    return try edge.divided(by: averageWin, rounding: .down)
  }
}

extension Decimal {
  /// The part of this that a rate stands for, rounded down.
  func portion(_ rate: Rate) throws(DecimalError) -> Self {
    Self(scaled: try FixedPoint.multiply(scaled, rate.scaled, rounding: .down))
  }
}

extension Price {
  /// The value of a quantity at this price, rounded up, so that no cap is passed by a digit.
  func cost(of quantity: Quantity) throws(DecimalError) -> Notional {
    Notional(scaled: try FixedPoint.multiply(scaled, quantity.scaled, rounding: .up))
  }
}

extension Notional {
  /// What has to be put up for a position of this value, rounded up.
  func margin(leverage: Rate) throws(DecimalError) -> Notional {
    leverage == .one ? self : try divided(by: leverage, rounding: .up)
  }
}
