internal import Domain

extension SizingRequest {
  /// Refuses inputs outside their range.
  func validate() throws(SizingError) {
    try require(equity.isPositive, .equity)
    try require(entry.isPositive, .entry)
    if let stop { try require(stop.isPositive, .stop) }
    try require(leverage >= .one && leverage <= Rate(125), .leverage)
    try require(confidence.isFraction, .confidence)
    switch method {
    case .fixed(let share):
      try require(share.isShare, .percent)
    case .kelly(let probability, let win, let loss, let fraction):
      try require(probability.isFraction, .winProbability)
      try require(win.isPositive, .averageWin)
      try require(loss.isPositive, .averageLoss)
      try require(fraction.isShare, .kellyFraction)
    case .volatility(let volatility, let target):
      try require(volatility.isPositive, .volatility)
      try require(target.isPositive, .targetVolatility)
    case .risk(let share):
      try require(share.isShare, .risk)
    case .averageTrueRange(let range, let multiplier):
      try require(range.isPositive, .averageTrueRange)
      try require(multiplier.isPositive, .averageTrueRangeMultiplier)
    }
  }
}

extension SizingPolicy {
  /// Refuses limits outside their range.
  func validate() throws(SizingError) {
    try require(maximumRisk.isShare, .maximumRisk)
    try require(maximumPosition.isPositive && maximumPosition <= Rate(125), .maximumPosition)
    try require(costs.fee.isCost, .fee)
    try require(costs.slippage.isCost, .slippage)
    try require(maintenanceRate.isCost, .maintenanceRate)
    let steps = !rules.tick.isNegative && !rules.lot.isNegative
    let limits =
      !rules.minimumQuantity.isNegative && !rules.maximumQuantity.isNegative
      && !rules.minimumNotional.isNegative
    try require(steps && limits, .instrument)
  }
}

extension Rate {
  /// From 0 to 1.
  fileprivate var isFraction: Bool { !isNegative && self <= .one }
  /// Above 0 and at most 1.
  fileprivate var isShare: Bool { isPositive && self <= .one }
  /// From 0 to less than 1.
  fileprivate var isCost: Bool { !isNegative && self < .one }
}

private func require(_ condition: Bool, _ field: SizingField) throws(SizingError) {
  guard condition else { throw .outOfRange(field) }
}
