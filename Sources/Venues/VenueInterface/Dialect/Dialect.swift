package import Domain

/// What is known of one exchange: how it is asked, and how its answers are read.
///
/// A dialect does no input or output, keeps no state, and has no clock. Quantities are in base units
/// on this side of it, whatever the venue counts in; orders, fills and positions of inverse contracts
/// are sized in quote units. What a venue does not have is `Unsupported`: nothing is sent then.
package protocol Dialect: Sendable {
  var profile: VenueProfile { get }
  /// Whether each market can be set to hold long and short apart, and not the account as a whole.
  var hasPositionModePerMarket: Bool { get }
  /// Whether an order that is not found after its cancel was heard may only be told late.
  ///
  /// Elsewhere it was forgotten for want of a fill.
  var tellsOrdersLate: Bool { get }

  /// Why the venue did not do what it was asked; nil where it did.
  ///
  /// - Parameters:
  ///   - response: What came back, whatever it is.
  ///   - reply: Its body; nil where that is not JSON.
  ///   - draft: What was asked.
  /// - Returns: What it means for who asked.
  func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError?
  /// Whether a refusal says that what is known of a market is not so any more.
  func isAboutMarket(_ refusal: VenueError) -> Bool
  /// What an answer tells of the limits by the way; empty where it tells nothing.
  func usage(_ response: HTTPResponse) -> [LimitUsage]

  // MARK: Markets

  /// All markets that can be traded; the answers are joined.
  func instruments() -> [VenueCall<Page<Instrument>>]
  /// How many requests the venue takes, as it says itself.
  func limits() throws(Unsupported) -> VenueCall<[RequestLimit]>
  func time() -> VenueCall<Timestamp>
  func ticker(_ market: Instrument) -> VenueCall<VenueTicker>
  /// Of all markets that are known; the answers are joined.
  func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>]
  /// The best prices, at most `depth` of each side.
  func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook>
  /// The newest trades, oldest first; as many as is usual there where `limit` is nil.
  func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]>
  /// Candles that begin at `since` or later, oldest first; without it the newest ones.
  ///
  /// A venue may give fewer than `limit` at a time.
  func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]>
  /// The same of another price than that of trades; those have no volume.
  func candles(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice, since: Timestamp?,
    limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]>

  // MARK: Account

  /// What the account has; the answers are joined.
  func balances() -> [VenueCall<[Balance]>]
  /// What lies in the wallet that money arrives in, where that is another than the one for trading.
  func funding() throws(Unsupported) -> VenueCall<[Balance]>
  /// Open positions of a market, or of all; the answers are joined, and may tell of more.
  ///
  /// Empty for spot.
  func positions(in market: Instrument?) -> [VenueCall<Page<VenuePosition>>]
  func leverage(in market: Instrument) throws(Unsupported) -> VenueCall<LeverageSetting>
  func setLeverage(_ leverage: Rate, in market: Instrument) throws(Unsupported) -> VenueCall<Void>
  func setMarginMode(
    _ mode: MarginMode, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void>
  func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees>
  /// What the key may do that signs the question.
  func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions>

  // MARK: Orders

  func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer>
  /// Places orders that `capabilities.batching` lets leave together, each answered at its place.
  ///
  /// - Parameters:
  ///   - orders: At least two.
  ///   - markets: The one of each order, at the same place.
  /// - Returns: What is answered with as many answers, in the same order.
  /// - Throws: Where one of them cannot be placed, or the venue takes one order a request.
  func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]>
  /// Asked one after the other; only `.notFound` leads on.
  func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>]
  /// Cancels orders of one market, as many with each request as the venue takes; all are asked.
  ///
  /// The answers do not tell what became of each: whoever asks looks it up.
  ///
  /// - Parameter orders: With the number that the venue gave each.
  /// - Returns: What cancels them; nothing where there are none.
  /// - Throws: Where the venue takes one a request.
  func cancel(together orders: [OrderTarget]) throws(Unsupported) -> [VenueCall<Void>]
  /// Cancels all open orders of a market, those that wait for a price too; all are asked.
  ///
  /// `.notFound` says that there were none. `Unsupported` where the venue has no such request: then
  /// each of the open orders has to be cancelled by itself.
  func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>]
  /// Changes what is not nil, and leaves the rest as it is.
  func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer>
  /// Asked one after the other, until one knows the order; only `.notFound` and `.unknown` lead on.
  func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>]
  /// Open orders of a market, or of all; those that wait for a price are among them.
  ///
  /// The answers are joined.
  func openOrders(in market: Instrument?) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>]
  /// Orders of a period, open ones too, or the newest ones; the answers are joined.
  func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>]
  /// The fills of one order; the answers are joined, and `.notFound` says that there are none.
  func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>]
  /// The account's own trades of a market in a period, or the newest ones, oldest first.
  ///
  /// `limit` is for one page; without it a page is as long as is usual there.
  func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>]
}

extension Dialect {
  package var hasPositionModePerMarket: Bool { false }
  package var tellsOrdersLate: Bool { false }

  /// All open positions.
  package func positions() -> [VenueCall<Page<VenuePosition>>] { positions(in: nil) }

  package func isAboutMarket(_ refusal: VenueError) -> Bool { false }

  package func candles(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice, since: Timestamp?,
    limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    guard price == .last else {
      throw Unsupported("\(profile.name) has no candles of its \(price.rawValue) price")
    }
    return try candles(market, length, since: since, limit: limit)
  }

  package func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    throw Unsupported("\(profile.name) takes one order a request")
  }

  package func funding() throws(Unsupported) -> VenueCall<[Balance]> {
    throw Unsupported("what \(profile.name) has beside its trading account is not asked for")
  }

  package func cancel(together orders: [OrderTarget]) throws(Unsupported) -> [VenueCall<Void>] {
    throw Unsupported("\(profile.name) takes one cancel a request here")
  }
}

/// Something that a venue does not have.
package struct Unsupported: Error, Hashable, Sendable {
  /// What it is and what to do instead, as a sentence without its full stop.
  package let explanation: String

  package init(_ explanation: String) { self.explanation = explanation }
}
