internal import Domain

extension ClosingOrder {
  /// The orders that take a quantity away, each as large as the market allows.
  ///
  /// - Parameters:
  ///   - symbol: The market.
  ///   - side: The side of the orders.
  ///   - quantity: In base units, or quote units of an inverse contract; above zero.
  ///   - instrument: The market's grid and limits, where they are known.
  ///   - positionSide: Which position, where both sides are held apart.
  /// - Returns: The orders, and what is left because it is below the smallest, or because there are
  ///   too many already.
  static func parts(
    _ symbol: Symbol, _ side: Side, _ quantity: Quantity, _ instrument: Instrument?,
    for positionSide: PositionSide? = nil
  ) -> (orders: [ClosingOrder], rest: Quantity) {
    func order(_ quantity: Quantity) -> ClosingOrder {
      ClosingOrder(symbol: symbol, side: side, quantity: quantity, positionSide: positionSide)
    }
    guard let instrument else { return ([order(quantity)], .zero) }
    var orders: [ClosingOrder] = []
    var rest = quantity
    while orders.count < partsMax,
      let part = try? instrument.tradable(rest, isAtMarket: true), part.isPositive,
      let left = try? rest - part
    {
      orders.append(order(part))
      rest = left
    }
    return (orders, rest)
  }

  /// More than that at once would be a flood; what is left is seen in the next round.
  private static let partsMax = 100
}
