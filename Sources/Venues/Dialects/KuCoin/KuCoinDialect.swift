package import Domain
package import VenueInterface

/// KuCoin spot, as accounts have it since those of high frequency became the usual ones.
///
/// Orders that wait for a price have endpoints of their own.
///
/// Source: www.kucoin.com/docs-new, "Spot Trading"; the older endpoints stand under "Abandoned
/// Endpoints" there.
package struct KuCoinDialect: SpotDialect {
  package init() {}

  package let profile = VenueProfile(
    "kucoin", markets: [.spot],
    // Its public sandbox is closed.
    origins: [
      .live: [
        .main: [HTTPOrigin(https: "api.kucoin.com")],
        KuCoinKeyPermissions.service: [HTTPOrigin(https: "api.kucoin.com")],
      ]
    ],
    capabilities: VenueCapabilities(
      name: "kucoin", refusesRepeatedClientIDs: false, requestValidity: KuCoinSigner.validity,
      canAmend: false,
      clientOrderIDs: ClientOrderIDRule(lengthMax: 40, alphabet: KuCoinWords.identifiers),
      batching: KuCoinPlaceOrder.batching),
    orderTypes: Set(OrderType.allCases), timesInForce: Set(TimeInForce.allCases),
    credentials: [.hmacWithPassphrase],
    limits: [
      RequestLimit("requests-30S", .account, 4000, per: .seconds(30), for: [.place, .cancel]),
      // What anybody may ask is counted by address, and is less.
      RequestLimit("reads-30S", .address, 2000, per: .seconds(30), for: [.read]),
    ])

  package func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    KuCoinErrors.failure(response, reply, to: draft)
  }

  package func isAboutMarket(_ refusal: VenueError) -> Bool {
    KuCoinErrors.isAboutMarket(refusal)
  }

  /// What the headers say is about one budget, which they do not name.
  package func usage(_ response: HTTPResponse) -> [LimitUsage] { [] }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] { [VenueCall(KuCoinInstruments())] }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    throw Unsupported("kucoin does not tell what its limits are")
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(KuCoinTime()) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(KuCoinTicker(market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    [VenueCall(KuCoinTickers())]
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(KuCoinBook(market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(KuCoinTrades(market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(KuCoinCandles(market: market, length: length, since: since, limit: limit))
  }

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] { [VenueCall(KuCoinBalances())] }

  package func funding() throws(Unsupported) -> VenueCall<[Balance]> {
    VenueCall(KuCoinBalances(isFunding: true))
  }

  package static let noLeverage = Unsupported("spot has no leverage; futures are kucoin-futures")

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(KuCoinFees(market: market))
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(KuCoinKeyPermissions(permissions: ["Spot", "Trade"]))
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(try KuCoinPlaceOrder(order, in: market))
  }

  package func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    try together(orders, in: markets, KuCoinPlaceOrder.init)
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    KuCoinOrderKey.keys(of: order).map {
      VenueCall(KuCoinCancelOrder(market: order.market, key: $0))
    }
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    [
      VenueCall(KuCoinCancelAll(market: market, isWaiting: false)),
      VenueCall(KuCoinCancelAll(market: market, isWaiting: true)),
    ]
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    throw Unsupported("kucoin makes a new order of one that is changed; replace it")
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    KuCoinOrderKey.keys(of: order).map {
      VenueCall(
        KuCoinFindOrder(market: order.market, key: $0, clientOrderID: order.clientOrderID))
    }
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    let plain = market.map { VenueCall(KuCoinOpenOrders(names: [KuCoinSymbols.name(of: $0)])) }
    return [
      plain ?? VenueCall(KuCoinMarketsWithOrders()),
      VenueCall(KuCoinStopOrders(market: market)),
    ]
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    let walk = period.map { PeriodWalk($0, span: KuCoinWords.historySpan) }
    return [
      VenueCall(KuCoinOpenOrders(names: [KuCoinSymbols.name(of: market)])),
      VenueCall(KuCoinStopOrders(market: market)),
      VenueCall(KuCoinDoneOrders(market: market, walk: walk, limit: limit)),
    ]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    if let id = order.orderID, AlgoOrderKey(orderID: id) == nil {
      return [
        VenueCall(
          KuCoinFills(market: order.market, orderID: id, clientOrderID: order.clientOrderID))
      ]
    }
    guard let id = order.clientOrderID else {
      throw Unsupported("the fills of an order that waited are found by its client order id alone")
    }
    return [VenueCall(KuCoinFillsOfOrder(market: order.market, clientOrderID: id))]
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    let walk = period.map { PeriodWalk($0, span: KuCoinWords.historySpan) }
    return [VenueCall(KuCoinFills(market: market, walk: walk, limit: limit))]
  }
}

extension KuCoinDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try KuCoinSigner(credential)
  }
}
