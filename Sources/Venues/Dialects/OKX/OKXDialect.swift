package import Domain
package import VenueInterface

/// OKX: spot, and linear and inverse perpetual swaps.
///
/// Sizes of swaps are numbers of contracts there; those of inverse swaps are worth so many dollars.
/// Orders that wait for a price, or follow one, have endpoints of their own.
///
/// Source: www.okx.com/docs-v5/en.
package struct OKXDialect: Dialect {
  package init() {}

  package let profile = VenueProfile(
    "okx", markets: [.spot, .linear, .inverse],
    origins: [
      .live: [.main: [HTTPOrigin(https: "www.okx.com")]],
      // Demo trading has the same host; a header tells it apart.
      .test: [.main: [HTTPOrigin(https: "www.okx.com")]],
    ],
    capabilities: VenueCapabilities(
      name: "okx", refusesRepeatedClientIDs: false, requestValidity: OKXSigner.validity,
      canAmend: true,
      clientOrderIDs: ClientOrderIDRule(lengthMax: 32, alphabet: OKXWords.identifierCharacters),
      batching: OKXPlaceOrder.batching),
    orderTypes: Set(OrderType.allCases), timesInForce: Set(TimeInForce.allCases),
    credentials: [.hmacWithPassphrase],
    limits: [
      // By market, and stops weigh more than what is sent to the book.
      RequestLimit("orders-2S", .symbol, 60, per: .seconds(2), for: [.place]),
      RequestLimit("cancels-2S", .symbol, 60, per: .seconds(2), for: [.cancel]),
      RequestLimit("account-orders-2S", .account, 1000, .orders, per: .seconds(2), for: [.place]),
      // Of what is asked often; the lists of one moment differ in their kind alone.
      Self.reads("open-algos-2S", 20, "trade/orders-algo-pending"),
      Self.reads("closed-algos-2S", 20, "trade/orders-algo-history"),
      Self.reads("algos-2S", 20, "trade/order-algo"),
      Self.reads("old-fills-2S", 10, "trade/fills-history"),
      Self.reads("positions-2S", 10, "account/positions"),
      Self.reads("fees-2S", 5, "account/trade-fee"),
    ], hasSpotMargin: true)

  /// The limit of one endpoint that only asks.
  private static func reads(_ name: String, _ amount: Int, _ path: String) -> RequestLimit {
    RequestLimit(
      name, .account, amount, .requests, per: .seconds(2), for: [.read], at: "/api/v5/\(path)")
  }

  package func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    OKXErrors.failure(response, reply, to: draft)
  }

  package func isAboutMarket(_ refusal: VenueError) -> Bool {
    OKXErrors.isAboutMarket(refusal)
  }

  package func usage(_ response: HTTPResponse) -> [LimitUsage] { [] }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] {
    OKXKind.allCases.map { VenueCall(OKXInstruments(kind: $0)) }
  }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    throw Unsupported("okx does not tell what its limits are")
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(OKXTime()) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(OKXTicker(market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    OKXKind.allCases.map { VenueCall(OKXTickers(kind: $0)) }
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(OKXBook(market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(OKXTrades(market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try OKXCandles(market, length, since: since, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice, since: Timestamp?,
    limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try OKXCandles(market, length, of: price, since: since, limit: limit))
  }

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] { [VenueCall(OKXBalances())] }

  package func funding() throws(Unsupported) -> VenueCall<[Balance]> { VenueCall(OKXFunding()) }

  package func positions(in market: Instrument?) -> [VenueCall<Page<VenuePosition>>] {
    market?.symbol.kind == .spot ? [] : [VenueCall(OKXPositions(market: market))]
  }

  package func leverage(in market: Instrument) throws(Unsupported) -> VenueCall<LeverageSetting> {
    guard market.symbol.kind != .spot else { throw Self.noLeverage }
    return VenueCall(OKXLeverage(market: market))
  }

  package func setLeverage(
    _ leverage: Rate, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    guard market.symbol.kind != .spot else { throw Self.noLeverage }
    return VenueCall(try OKXChangeLeverage(market, leverage))
  }

  package func setMarginMode(
    _ mode: MarginMode, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    guard market.symbol.kind != .spot else { throw Self.noLeverage }
    throw Unsupported("okx takes the margin mode with each order, and has none for a market")
  }

  private static let noLeverage = Unsupported("spot has no leverage; name a perpetual swap")

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(OKXFees(market: market))
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(OKXKeyPermissions())
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    let terms = try OKXOrderTerms(order, in: market)
    return order.type.isTriggered
      ? VenueCall(try OKXPlaceAlgoOrder(terms)) : VenueCall(try OKXPlaceOrder(terms))
  }

  package func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    try together(orders, in: markets) { (order, market) throws(Unsupported) in
      try OKXPlaceOrder(try OKXOrderTerms(order, in: market))
    }
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    var calls: [VenueCall<OrderAnswer>] = []
    for key in OKXOrderKey.keys(of: order) {
      switch key {
      case .plain(let key): calls.append(VenueCall(OKXCancelOrder(market: order.market, key: key)))
      case .algo(let key):
        calls.append(VenueCall(OKXCancelAlgoOrder(market: order.market, key: key)))
        // One whose price was reached has become another order.
        calls.append(VenueCall(OKXCancelTriggeredOrder(market: order.market, key: key)))
      }
    }
    return calls
  }

  package func cancel(together orders: [OrderTarget]) throws(Unsupported) -> [VenueCall<Void>] {
    var plain: [OKXCancelOrder] = []
    var algo: [OKXCancelAlgoOrder] = []
    for order in orders {
      switch OKXOrderKey.keys(of: order).first {
      case .plain(let key): plain.append(OKXCancelOrder(market: order.market, key: key))
      case .algo(let key): algo.append(OKXCancelAlgoOrder(market: order.market, key: key))
      case nil: break
      }
    }
    return plain.pieces(of: OKXCancelOrders.ordersMax).map { VenueCall(OKXCancelOrders(plain: $0)) }
      + algo.pieces(of: OKXCancelOrders.algoOrdersMax).map { VenueCall(OKXCancelOrders(algo: $0)) }
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    throw Unsupported("okx has no request that cancels all orders; cancel each of the open ones")
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    guard case .plain(let key)? = OKXOrderKey.keys(of: order).first, stopPrice == nil else {
      throw Unsupported("an order that waits for a price is not changed there; replace it")
    }
    return VenueCall(
      try OKXAmendOrder(order.market, key, quantity: quantity, price: price))
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    OKXOrderKey.keys(of: order).map { key in
      switch key {
      case .plain(let key): VenueCall(OKXFindOrder(market: order.market, key: key))
      case .algo(let key): VenueCall(OKXFindAlgoOrder(market: order.market, key: key))
      }
    }
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [VenueCall(OKXOrders(list: .open, market: market))]
      + OKXAlgoKind.kinds(in: market).map { VenueCall(OKXAlgoOrders(kind: $0, market: market)) }
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    // What was cancelled without a fill is in the shorter list only, for two hours.
    let lists = period == nil ? [OKXOrders.List.week] : [.archive, .week]
    var calls = [VenueCall(OKXOrders(list: .open, market: market))]
    calls += lists.map {
      VenueCall(OKXOrders(list: $0, market: market, period: period, limit: limit))
    }
    for kind in OKXAlgoKind.kinds(in: market) {
      calls.append(VenueCall(OKXAlgoOrders(kind: kind, market: market)))
      // Those whose price was reached are told as the orders that they became.
      for state in ["canceled", "order_failed"] {
        calls.append(
          VenueCall(
            OKXAlgoOrders(kind: kind, market: market, state: state, period: period, limit: limit)))
      }
    }
    return calls
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    OKXOrderKey.keys(of: order).map { key in
      switch key {
      case .plain(.orderID(let id)):
        VenueCall(
          OKXAllFills(
            [id], in: order.market, order.clientOrderID,
            quantity: order.quantity.isZero ? nil : order.quantity))
      case .plain(let key):
        VenueCall(
          OKXFillsOfOrder(OKXFindOrder(market: order.market, key: key), order.clientOrderID))
      case .algo(let key):
        VenueCall(
          OKXFillsOfOrder(OKXFindAlgoOrder(market: order.market, key: key), order.clientOrderID))
      }
    }
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    [VenueCall(OKXFills(market: market, isOld: true, period: period, limit: limit))]
  }
}

extension OKXDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try OKXSigner(credential, on: network)
  }
}
