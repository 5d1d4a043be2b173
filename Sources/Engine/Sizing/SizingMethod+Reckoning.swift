internal import Domain

extension SizingMethod {
  /// What a trade puts at stake: a margin, or with a stop what is lost there.
  func stake(of equity: Notional, _ policy: SizingPolicy) throws(DecimalError) -> Notional {
    switch self {
    case .fixed(let share):
      try equity.portion(share)
    case .kelly(let probability, let win, let loss, let fraction):
      try equity.portion(
        Self.kellyShare(probability, averageWin: win, averageLoss: loss).portion(fraction))
    case .volatility(let volatility, let target):
      target >= volatility
        ? try equity.portion(policy.maximumPosition)
        : try equity.portion(policy.maximumPosition)
          .portion(target, of: volatility, rounding: .down)
    case .risk(let share):
      try equity.portion(share)
    case .averageTrueRange:
      try equity.portion(policy.maximumRisk)
    }
  }

  /// The stop that the loss is measured to: the given one, or the one that the method implies.
  ///
  /// An implied stop is moved away from the entry onto the tick, so that it never stands nearer
  /// than was asked for; the quantity is reckoned with the moved one.
  func stop(
    of side: Side, entry: Price, given stop: Price?, tick: Price
  ) throws(SizingError) -> Price? {
    guard case .averageTrueRange(let range, let multiplier) = self else {
      if let stop, side == .buy ? stop >= entry : stop <= entry { throw .stopSide }
      if stop == nil, isStopBased { throw .stopMissing }
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
