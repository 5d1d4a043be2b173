public import Domain

extension PaperExchange {
  /// What an order asks for that the simulated market does not have; nil where it has all of it.
  ///
  /// - Returns: The name of the field, and a sentence that names it.
  public static func lack(for intent: Intent) -> (field: String, reason: String)? {
    if intent.icebergQuantity != nil {
      return (
        "iceberg_quantity",
        "the paper market has no book that could show a part of an order: leave iceberg_quantity out"
      )
    }
    if intent.trailingPercent != nil {
      return (
        "trailing_percent",
        "the paper market has no orders that follow a price: leave trailing_percent out"
      )
    }
    if intent.positionSide != nil {
      return (
        "position_side",
        "a paper account holds one position in a market, long or short: leave position_side out"
      )
    }
    return nil
  }
}
