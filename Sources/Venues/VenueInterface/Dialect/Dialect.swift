package import Domain

/// What is known of one exchange: how it is asked, and how its answers are read.
///
/// A dialect does no input or output, keeps no state, and has no clock. Quantities are in base units
/// on this side of it, whatever the venue counts in.
package protocol Dialect: Sendable {
  var profile: VenueProfile { get }

  /// Why the venue did not do what it was asked; nil where it did.
  ///
  /// - Parameters:
  ///   - response: What came back, whatever it is.
  ///   - draft: What was asked.
  /// - Returns: What it means for who asked.
  func failure(_ response: HTTPResponse, to draft: RequestDraft) -> VenueError?

  // MARK: Markets

  /// All markets; the answers are joined.
  func instruments() -> [VenueCall<[Instrument]>]
  func time() -> VenueCall<Timestamp>
  func ticker(_ market: Instrument) -> VenueCall<VenueTicker>
  func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook>
  /// The newest trades, oldest first.
  func trades(_ market: Instrument, limit: Int) -> VenueCall<[Trade]>
  /// Candles that begin at `since` or later, oldest first.
  ///
  /// - Throws: Where the venue has no candles of that length.
  func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int
  ) throws(Unsupported) -> VenueCall<[Candle]>

  // MARK: Account

  /// What the account has; the answers are joined.
  func balances() -> [VenueCall<[Balance]>]
  /// Open positions; the answers are joined. Empty for a venue of spot markets alone.
  func positions() -> [VenueCall<[VenuePosition]>]
  func setLeverage(_ leverage: Rate, in market: Instrument) throws(Unsupported) -> VenueCall<Void>

  // MARK: Orders

  /// - Throws: Where the venue has no such order; nothing has been sent then.
  func place(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) -> VenueCall<
    OrderAnswer
  >
  func cancel(_ order: OrderTarget) throws(Unsupported) -> VenueCall<OrderAnswer>
  /// Changes what is not nil, and leaves the rest as it is.
  func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer>
  /// Asked one after the other, until one knows the order; `.notFound` and nil lead on.
  func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<VenueOrder?>]
  /// Open orders of a market, or of all; those that wait for a price are among them.
  func openOrders(in market: Instrument?) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>]
  /// The fills of one order.
  func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>]
  /// The account's own trades of one market, `since` or later, oldest first.
  func fills(in market: Instrument, since: Timestamp?) throws(Unsupported) -> [VenueCall<
    Page<VenueFill>
  >]
}

/// What a venue says to a request that changes an order.
package enum OrderAnswer: Hashable, Sendable {
  /// How the order stands.
  case order(VenueOrder)
  /// That it was heard; how the order stands has to be asked.
  case acknowledged(orderID: String?)
}

/// An order of a venue, with what some venues want to be told of it again.
package struct OrderTarget: Hashable, Sendable {
  package var market: Instrument
  package var clientOrderID: String?
  package var orderID: String?
  package var side: Side
  /// Nil for an order of a type that is none of ours.
  package var type: OrderType?
  package var quantity: Quantity
  package var price: Price?
  package var stopPrice: Price?

  /// At least one of the two ids is given.
  package init(
    _ market: Instrument, clientOrderID: String?, orderID: String? = nil, side: Side,
    type: OrderType?, quantity: Quantity, price: Price? = nil, stopPrice: Price? = nil
  ) {
    precondition(clientOrderID != nil || orderID != nil, "An order is meant by one of its ids")
    self.market = market
    self.clientOrderID = clientOrderID
    self.orderID = orderID
    self.side = side
    self.type = type
    self.quantity = quantity
    self.price = price
    self.stopPrice = stopPrice
  }
}

/// Something that a venue does not have.
package struct Unsupported: Error, Hashable, Sendable {
  /// What it is and what to do instead, as a sentence without its full stop.
  package let explanation: String

  package init(_ explanation: String) { self.explanation = explanation }
}
