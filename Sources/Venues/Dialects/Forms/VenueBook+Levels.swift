import Domain
import VenueInterface
import Wire

extension VenueBook.Level {
  /// Reads the levels of one side: lists that begin with a price and a quantity.
  ///
  /// - Parameters:
  ///   - list: Best first.
  ///   - depth: The rest is cut off.
  ///   - market: Whose contracts the quantities count; nil where they are base units.
  /// - Returns: Best first.
  /// - Throws: A problem that names a value.
  static func levels(
    in list: ReplyList, atMost depth: Int, contractsOf market: Instrument? = nil
  ) throws(RecordProblem) -> [VenueBook.Level] {
    var levels: [VenueBook.Level] = []
    levels.reserveCapacity(min(list.count, max(depth, 0)))
    for place in 0..<min(list.count, max(depth, 0)) {
      let row = try list.list(place)
      let price: Price = try row.positive(0)
      let quantity: Quantity =
        if let market {
          try market.baseQuantity(1, at: price, in: row)
        } else {
          try row.notNegative(1)
        }
      levels.append(VenueBook.Level(price: price, quantity: quantity))
    }
    return levels
  }
}
