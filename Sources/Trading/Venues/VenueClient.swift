package import Domain
package import Ledger
package import VenueInterface

/// What can be asked of a venue; each call waits for the answer.
///
/// The only order that it can be given to place is one that the ledger has written down.
package protocol VenueClient: AnyObject, Sendable {
  func capabilities() throws(VenueError) -> VenueCapabilities
  func place(journaled order: JournaledOrder) throws(VenueError) -> VenueOrder
  /// - Throws: `.notFound` where the venue does not know it.
  func cancel(_ order: StoredOrder) throws(VenueError) -> VenueOrder
  /// Cancels an order that the ledger may know nothing of.
  func cancel(_ order: VenueOrder) throws(VenueError) -> VenueOrder
  func amend(
    _ order: StoredOrder, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(VenueError) -> VenueOrder
  /// The order as the venue has it; nil where it certainly knows no such order.
  func order(_ order: StoredOrder) throws(VenueError) -> VenueOrder?
  func openOrders(in symbol: Symbol?) throws(VenueError) -> [VenueOrder]
  func fills(of order: StoredOrder) throws(VenueError) -> [VenueFill]
  func positions() throws(VenueError) -> [VenuePosition]
  func balances() throws(VenueError) -> [Balance]
  func setLeverage(_ leverage: Rate, in symbol: Symbol) throws(VenueError)
  /// What the market paid last; nil where the venue does not say.
  func price(of symbol: Symbol) throws(VenueError) -> QuotedPrice?
}
