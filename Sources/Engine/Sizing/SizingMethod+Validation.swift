internal import Domain

extension SizingMethod {
  /// The first input outside its range, or nil.
  var fault: SizingError? {
    switch self {
    case .fixed(let share):
      refuse(unless: share.isShare, .percent)
    case .kelly(let probability, let win, let loss, let fraction):
      refuse(unless: probability.isFraction, .winProbability)
        ?? refuse(unless: win.isPositive, .averageWin)
        ?? refuse(unless: loss.isPositive, .averageLoss)
        ?? refuse(unless: fraction.isShare, .kellyFraction)
    case .volatility(let volatility, let target):
      refuse(unless: volatility.isPositive, .volatility)
        ?? refuse(unless: target.isPositive, .targetVolatility)
    case .risk(let share):
      refuse(unless: share.isShare, .risk)
    case .averageTrueRange(let range, let multiplier):
      refuse(unless: range.isPositive, .averageTrueRange)
        ?? refuse(unless: multiplier.isPositive, .averageTrueRangeMultiplier)
    }
  }
}

extension SizingPolicy {
  /// The first limit outside its range, or nil; the rules have their own.
  var fault: SizingError? {
    refuse(unless: maximumRisk.isShare, .maximumRisk)
      ?? refuse(
        unless: maximumPosition.isPositive && maximumPosition <= Rate(125), .maximumPosition)
      ?? refuse(unless: costs.fee.isCost, .fee)
      ?? refuse(unless: costs.slippage.isCost, .slippage)
      ?? refuse(unless: maintenanceRate.isCost, .maintenanceRate)
  }
}

extension QuantityRules {
  /// What is wrong with the rules of an instrument, or nil.
  var fault: SizingError? {
    let steps = !tick.isNegative && !lot.isNegative
    let limits =
      !minimumQuantity.isNegative && !maximumQuantity.isNegative && !minimumNotional.isNegative
    return refuse(unless: steps && limits, .instrument)
  }
}

extension Rate {
  /// From 0 to 1.
  var isFraction: Bool { !isNegative && self <= .one }
  /// Above 0 and at most 1.
  fileprivate var isShare: Bool { isPositive && self <= .one }
  /// From 0 to less than 1.
  fileprivate var isCost: Bool { !isNegative && self < .one }
}

private func refuse(unless condition: Bool, _ field: SizingField) -> SizingError? {
  condition ? nil : .outOfRange(field)
}
