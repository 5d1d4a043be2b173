package import Domain
package import Ledger
package import Lifecycle
package import VenueInterface

/// What can be asked of a venue; each call waits for the answer.
///
/// The only order that it can be given to place is one that the ledger has written down.
package protocol VenueClient: AnyObject, Sendable {
  func capabilities() throws(VenueError) -> VenueCapabilities
  func place(journaled order: JournaledOrder) throws(VenueError) -> VenueOrder
  /// Places orders with one request, as `capabilities().batching` allows it.
  ///
  /// - Returns: What became of each, in their order.
  func place(together orders: [JournaledOrder]) -> [Result<VenueOrder, VenueError>]
  /// - Throws: `.notFound` where the venue does not know it.
  func cancel(_ order: StoredOrder) throws(VenueError) -> VenueOrder
  /// Cancels an order that the ledger may know nothing of.
  func cancel(_ order: VenueOrder) throws(VenueError) -> VenueOrder
  func amend(
    _ order: StoredOrder, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(VenueError) -> VenueOrder
  /// Whether the venue can change an order so while it stays the same order.
  func amends(_ order: StoredOrder, _ change: OrderAmendment) throws(VenueError) -> Bool
  /// The order as the venue has it; nil where it certainly knows no such order.
  func order(_ order: StoredOrder) throws(VenueError) -> VenueOrder?
  func openOrders(in symbol: Symbol?) throws(VenueError) -> [VenueOrder]
  func fills(of order: StoredOrder) throws(VenueError) -> [VenueFill]
  func positions() throws(VenueError) -> [VenuePosition]
  /// Whether the account holds long and short of a market apart, as far as its positions have told;
  /// it asks for nothing.
  func holdsSidesApart(in symbol: Symbol) -> Bool?
  /// Those of one market: both sides, where an account holds them apart.
  func positions(in symbol: Symbol) throws(VenueError) -> [VenuePosition]
  func balances() throws(VenueError) -> [Balance]
  func setLeverage(_ leverage: Rate, in symbol: Symbol) throws(VenueError)
  /// What the market paid last; nil where the venue does not say.
  func price(of symbol: Symbol) throws(VenueError) -> QuotedPrice?
  /// What the venue says about a market; nil where it says nothing.
  ///
  /// - Throws: `.unsupported` where there is no such market.
  func instrument(of symbol: Symbol) throws(VenueError) -> Instrument?
  /// What the key of the account may do; nil where the venue does not say.
  func permissions() throws(VenueError) -> KeyPermissions?
  /// What all of it is worth in one asset, at what the markets pay now.
  ///
  /// - Returns: Nil where only that asset counts.
  func worth(of balances: [Balance], in asset: String) throws(VenueError) -> Notional?
  /// Looks whether the venue has such orders, before one is written down; it asks for nothing.
  ///
  /// - Throws: `.unsupported` with what it does not have.
  func check(_ order: OrderTerms) throws(VenueError)
}

extension VenueClient {
  /// One after the other.
  package func place(together orders: [JournaledOrder]) -> [Result<VenueOrder, VenueError>] {
    orders.map { order in
      do throws(VenueError) { return .success(try place(journaled: order)) } catch {
        return .failure(error)
      }
    }
  }

  package func amends(
    _ order: StoredOrder, _ change: OrderAmendment
  ) throws(VenueError) -> Bool { try capabilities().canAmend }

  /// Of all that are told.
  package func positions(in symbol: Symbol) throws(VenueError) -> [VenuePosition] {
    try positions().filter { $0.symbol == symbol }
  }

  package func instrument(of symbol: Symbol) throws(VenueError) -> Instrument? { nil }
  package func holdsSidesApart(in symbol: Symbol) -> Bool? { nil }
  package func permissions() throws(VenueError) -> KeyPermissions? { nil }
  package func worth(
    of balances: [Balance], in asset: String
  ) throws(VenueError) -> Notional? { nil }
  package func check(_ order: OrderTerms) throws(VenueError) {}
}
