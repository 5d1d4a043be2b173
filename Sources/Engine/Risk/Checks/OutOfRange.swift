internal import Domain

extension OrderUnderTest {
  /// Refuses values that no order can have.
  func outOfRange() -> RiskViolation? {
    var problems: [String] = []
    // A close that could mean either of two positions is told so by another check.
    let isUnclear = intent.quantity == nil && intent.positionSide == nil && holdsSidesApart == true
    if !quantity.isPositive, !isUnclear {
      problems.append(
        intent.quantity == nil
          ? "there is no position to close" : "the quantity \(quantity) is not above 0")
    }
    refuse(intent.price, "price", &problems)
    refuse(intent.stopPrice, "stop price", &problems)
    refuse(intent.stopLoss, "stop-loss", &problems)
    refuse(intent.takeProfit, "take-profit", &problems)
    if intent.type.hasPrice, intent.price == nil {
      problems.append("a \(intent.type.rawValue) order needs a price")
    }
    refuseTrailing(&problems)
    if intent.type.isTriggered, intent.stopPrice == nil, intent.trailingPercent == nil {
      problems.append("a \(intent.type.rawValue) order needs a stop price")
    }
    refuseIceberg(&problems)
    refusePositionSide(&problems)
    if let leverage = intent.leverage, leverage < .one || leverage > Rate(125) {
      problems.append("the leverage \(leverage) is not from 1 to 125")
    }
    guard !problems.isEmpty else { return nil }
    return RiskViolation(
      .outOfRange, "The order is not well formed: \(problems.joined(separator: ", ")).")
  }

  private func refuseTrailing(_ problems: inout [String]) {
    guard let percent = intent.trailingPercent else { return }
    if !percent.isPositive || percent >= Rate(100) {
      problems.append("the trailing percent \(percent) is not above 0 and below 100")
    }
    if !intent.type.isTriggered {
      problems.append("a \(intent.type.rawValue) order follows no price, which stop orders do")
    }
  }

  private func refusePositionSide(_ problems: inout [String]) {
    guard let side = intent.positionSide else { return }
    if intent.symbol.kind == .spot {
      problems.append("a spot market has no long and short positions: leave position_side out")
    } else if intent.isReduceOnly, intent.side == side.entrySide {
      problems.append("a \(intent.side.rawValue) order cannot reduce a \(side.rawValue) position")
    }
  }

  private func refuseIceberg(_ problems: inout [String]) {
    guard let shown = intent.icebergQuantity else { return }
    if !shown.isPositive {
      problems.append("the iceberg quantity \(shown) is not above 0")
    } else if shown > quantity {
      problems.append("the iceberg quantity \(shown) is larger than the quantity \(quantity)")
    }
    if intent.price == nil {
      problems.append("only an order with a price can show a part of itself")
    }
  }

  private func refuse(_ price: Price?, _ name: String, _ problems: inout [String]) {
    guard let price, !price.isPositive else { return }
    problems.append("the \(name) \(price) is not above 0")
  }
}
