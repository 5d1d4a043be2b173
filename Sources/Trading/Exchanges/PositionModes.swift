internal import Domain
internal import VenueInterface

/// Whether an account holds both sides of its markets apart, as its positions tell.
///
/// An account without positions tells nothing, and changes its mode only while it has none.
struct PositionModes: Sendable {
  /// Of the markets with a position.
  private var areApart: [Symbol: Bool] = [:]

  /// Takes in what the venue says is held.
  mutating func note(_ positions: [VenuePosition]) {
    areApart.removeAll(keepingCapacity: true)
    for position in positions where position.symbol.kind != .spot {
      areApart[position.symbol] = position.isHedged
    }
  }

  /// - Parameters:
  ///   - symbol: The market.
  ///   - isPerMarket: Whether the venue lets each market have a mode of its own.
  /// - Returns: Nil where nothing tells it.
  func holdsSidesApart(in symbol: Symbol, isPerMarket: Bool) -> Bool? {
    guard symbol.kind != .spot else { return nil }
    if let isApart = areApart[symbol] { return isApart }
    return isPerMarket ? nil : areApart.values.first
  }
}
