package import Domain
package import Signing
package import VenueInterface

/// Coinbase Exchange, for institutions: spot.
///
/// Source: docs.cdp.coinbase.com/exchange.
package struct CoinbaseExchangeDialect: SpotDialect {
  package init() {}

  package let profile = VenueProfile(
    "coinbase-exchange", markets: [.spot],
    origins: [
      .live: [.main: [HTTPOrigin(https: "api.exchange.coinbase.com")]],
      .test: [.main: [HTTPOrigin(https: "api-public.sandbox.exchange.coinbase.com")]],
    ],
    capabilities: VenueCapabilities(
      name: "coinbase-exchange", refusesRepeatedClientIDs: false,
      requestValidity: CoinbaseExchangeSigner.validity, canAmend: false,
      clientOrderIDs: CoinbaseClientID.rule),
    orderTypes: [.market, .limit, .stopLimit, .takeProfit],
    timesInForce: Set(TimeInForce.allCases), credentials: [.hmacWithPassphrase],
    limits: [
      RequestLimit("requests-1S", .account, 15, .requests, per: .seconds(1)),
      // What anybody may ask is counted by address.
      RequestLimit("reads-1S", .address, 10, .requests, per: .seconds(1), for: [.read]),
    ], currency: "USD")

  package func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    CoinbaseExchangeErrors.failure(response, reply, to: draft)
  }

  package func isAboutMarket(_ refusal: VenueError) -> Bool {
    CoinbaseExchangeErrors.isAboutMarket(refusal)
  }

  package func usage(_ response: HTTPResponse) -> [LimitUsage] { [] }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] { [VenueCall(ExchangeProducts())] }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    throw Unsupported("coinbase-exchange does not tell what its limits are")
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(ExchangeTime()) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(ExchangeTicker(market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    throw Unsupported("coinbase-exchange tells of one market at a time; name the markets")
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(ExchangeBook(market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(ExchangeTrades(market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try ExchangeCandles(market, length, since: since, limit: limit))
  }

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] { [VenueCall(ExchangeAccounts())] }

  package static let noLeverage = Unsupported("spot has no leverage")

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(ExchangeFees())
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    throw Unsupported("coinbase-exchange does not tell what a key may do")
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(try ExchangePlaceOrder(order, in: market))
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    [VenueCall(ExchangeCancelOrder(market: order.market, key: try key(order), order: order))]
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    [VenueCall(ExchangeCancelAll(market: market))]
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    throw Unsupported("coinbase-exchange cannot change an order; replace it")
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    [VenueCall(ExchangeFindOrder(order: order, key: try key(order)))]
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [VenueCall(ExchangeOrders(market: market))]
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [VenueCall(ExchangeOrders(market: market, isOpenOnly: false, period: period, limit: limit))]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    guard let id = order.orderID else {
      return [VenueCall(ExchangeFillsOfOrder(order: order, key: try key(order)))]
    }
    return [
      VenueCall(
        ExchangeFills(market: order.market, orderID: id, clientOrderID: order.clientOrderID))
    ]
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    [VenueCall(ExchangeFills(market: market, period: period, limit: limit))]
  }

  /// How a path names an order: by the venue's id, or by the client's behind a word.
  private func key(_ target: OrderTarget) throws(Unsupported) -> String {
    if let id = target.orderID { return id }
    let id = target.clientOrderID ?? ""
    guard let name = CoinbaseClientID.uuid(of: id) else {
      throw Unsupported("'\(id)' is not a client order id of coinbase-exchange")
    }
    return "client:\(name)"
  }
}

extension CoinbaseExchangeDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try CoinbaseExchangeSigner(credential)
  }

  /// Base64, which is decoded before it signs.
  package func keyForm(named key: String) -> SigningKey.Form { .base64 }
}
