package import Domain
package import VenueInterface

/// Coinbase Advanced Trade: spot.
///
/// Its perpetual contracts run on another gateway since October 2026, with requests of another form
/// (coinbase/rest/_intx_cutover.py of coinbase/coinbase-advanced-py). Its sandbox answers the same
/// to everybody whatever is asked, and so is no test network.
///
/// Source: docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis and
/// coinbase/coinbase-advanced-py.
package struct CoinbaseDialect: SpotDialect {
  package init() {}

  package let profile = VenueProfile(
    "coinbase", markets: [.spot],
    origins: [.live: [.main: [HTTPOrigin(https: "api.coinbase.com")]]],
    capabilities: VenueCapabilities(
      name: "coinbase", refusesRepeatedClientIDs: false,
      requestValidity: CoinbaseSigner.usualValidity, canAmend: true,
      clientOrderIDs: ClientOrderIDRule(
        lengthMax: 36, alphabet: CoinbaseWords.identifierCharacters)),
    orderTypes: [.market, .limit, .stopLimit, .takeProfit],
    timesInForce: Set(TimeInForce.allCases), credentials: [.p256, .ed25519],
    limits: [
      RequestLimit("requests-1S", .account, 30, .requests, per: .seconds(1)),
      // What anybody may ask is counted by address.
      RequestLimit("reads-1S", .address, 10, .requests, per: .seconds(1), for: [.read]),
    ], currency: "USD")

  package func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    CoinbaseErrors.failure(response, reply, to: draft)
  }

  package func isAboutMarket(_ refusal: VenueError) -> Bool {
    CoinbaseErrors.isAboutMarket(refusal)
  }

  package func usage(_ response: HTTPResponse) -> [LimitUsage] { [] }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] { [VenueCall(CoinbaseProducts())] }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    throw Unsupported("coinbase does not tell what its limits are")
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(CoinbaseTime()) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(CoinbaseTicker(market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    [VenueCall(CoinbaseTickers())]
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(CoinbaseBook(market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(CoinbaseTrades(market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try CoinbaseCandles(market, length, since: since, limit: limit))
  }

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] { [VenueCall(CoinbaseAccounts())] }

  package static let noLeverage = Unsupported("spot has no leverage")

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(CoinbaseFees())
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(CoinbaseKeyPermissions())
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(try CoinbasePlaceOrder(order, in: market))
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    guard let id = order.orderID else {
      return [VenueCall(CoinbaseCancelByClientID(order: order))]
    }
    return [VenueCall(CoinbaseCancelOrder(orderID: id))]
  }

  package func cancel(together orders: [OrderTarget]) throws(Unsupported) -> [VenueCall<Void>] {
    let ids = orders.compactMap(\.orderID)
    guard ids.count == orders.count else {
      throw Unsupported("coinbase cancels by its own ids alone; cancel each order by itself")
    }
    return ids.pieces(of: CoinbaseCancelOrders.ordersMax).map {
      VenueCall(CoinbaseCancelOrders(orderIDs: Array($0)))
    }
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    throw Unsupported(
      "coinbase has no request that cancels all orders; cancel each of the open ones")
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    guard order.type == .limit, stopPrice == nil, let price = price ?? order.price else {
      throw Unsupported("only limit orders can be changed there; replace the order")
    }
    guard let id = order.orderID else {
      throw Unsupported("coinbase changes an order by its own id alone")
    }
    return VenueCall(
      CoinbaseEditOrder(orderID: id, quantity: quantity ?? order.quantity, price: price))
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    guard let id = order.orderID else {
      return [VenueCall(CoinbaseFindByClientID(order: order))]
    }
    return [VenueCall(CoinbaseFindOrder(market: order.market, orderID: id))]
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [VenueCall(CoinbaseOrders(market: market, isOpenOnly: true, limit: 100))]
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [
      VenueCall(
        CoinbaseOrders(market: market, isOpenOnly: false, period: period, limit: limit ?? 100))
    ]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    guard let id = order.orderID else {
      return [VenueCall(CoinbaseFillsByClientID(order: order))]
    }
    return [
      VenueCall(
        CoinbaseFills(market: order.market, orderID: id, clientOrderID: order.clientOrderID))
    ]
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    [VenueCall(CoinbaseFills(market: market, period: period, limit: limit))]
  }
}

extension CoinbaseDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try CoinbaseSigner(credential)
  }
}
