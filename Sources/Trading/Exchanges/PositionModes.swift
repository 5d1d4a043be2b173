internal import Domain
internal import VenueInterface

/// Whether an account holds both sides of its markets apart, as its positions tell.
///
/// An account without positions tells nothing, and changes its mode only while it has none.
struct PositionModes: Sendable {
  /// Of the markets with a position, when there was one last.
  private var areApart: [Symbol: Bool] = [:]

  /// Takes in what the venue says is held.
  mutating func note(_ positions: [VenuePosition]) {
    let contracts = positions.filter { $0.symbol.kind != .spot }
    guard !contracts.isEmpty else { return }
    areApart.removeAll(keepingCapacity: true)
    for position in contracts { areApart[position.symbol] = position.isHedged }
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
