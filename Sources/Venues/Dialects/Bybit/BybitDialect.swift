package import Domain
package import VenueInterface

/// Bybit's unified account: spot, and linear and inverse perpetuals.
///
/// Inverse contracts are counted in dollars there, as sizes of inverse markets are here. Contracts
/// that are delivered on a day are told as unknown markets, so that what they hold is not taken for
/// nothing.
///
/// Source: github.com/bybit-exchange/docs, folder v5.
package struct BybitDialect: Dialect {
  package init() {}

  package let profile = VenueProfile(
    "bybit", markets: [.spot, .linear, .inverse],
    origins: [
      .live: [.main: [HTTPOrigin(https: "api.bybit.com"), HTTPOrigin(https: "api.bytick.com")]],
      .test: [.main: [HTTPOrigin(https: "api-testnet.bybit.com")]],
    ],
    capabilities: VenueCapabilities(
      name: "bybit", refusesRepeatedClientIDs: false, requestValidity: BybitSigner.usualValidity,
      canAmend: true,
      clientOrderIDs: ClientOrderIDRule(
        lengthMax: 36, alphabet: BybitWords.identifierCharacters),
      batching: BybitPlaceOrder.batching),
    orderTypes: Set(OrderType.allCases), timesInForce: Set(TimeInForce.allCases),
    credentials: [.hmac, .rsa],
    limits: [
      RequestLimit("requests-5S", .address, 600, .requests, per: .seconds(5)),
      // Twice as many on spot.
      RequestLimit("orders-1S", .account, 10, .orders, per: .seconds(1), for: [.place]),
      RequestLimit("cancels-1S", .account, 10, .requests, per: .seconds(1), for: [.cancel]),
    ])

  package func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    BybitErrors.failure(response, reply, to: draft)
  }

  package func isAboutMarket(_ refusal: VenueError) -> Bool {
    BybitErrors.isAboutMarket(refusal)
  }

  /// Source: `POST /v5/position/switch-mode`, v5/position/position-mode.mdx of bybit-exchange/docs: by
  /// symbol or by coin.
  package var hasPositionModePerMarket: Bool { true }

  /// Source: v5/order/order-list.mdx of bybit-exchange/docs: what is told may be late, because orders
  /// are placed and cancelled asynchronously.
  package var tellsOrdersLate: Bool { true }

  /// What the headers say is about one endpoint, which they do not name.
  package func usage(_ response: HTTPResponse) -> [LimitUsage] { [] }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] {
    BybitCategory.allCases.map { VenueCall(BybitInstruments(category: $0)) }
  }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    throw Unsupported("bybit does not tell what its limits are")
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(BybitTime()) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(BybitTicker(market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    BybitCategory.allCases.map { VenueCall(BybitTickers(category: $0)) }
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(BybitBook(market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(BybitTrades(market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try BybitCandles(market, length, since: since, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice, since: Timestamp?,
    limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try BybitCandles(market, length, of: price, since: since, limit: limit))
  }

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] { [VenueCall(BybitBalances())] }

  package func positions(in market: Instrument?) -> [VenueCall<Page<VenuePosition>>] {
    guard market?.symbol.kind != .spot else { return [] }
    let scopes = market.map { [BybitScope.market($0)] } ?? BybitScope.contracts
    return scopes.map { VenueCall(BybitPositions(scope: $0)) }
  }

  package func leverage(in market: Instrument) throws(Unsupported) -> VenueCall<LeverageSetting> {
    guard market.symbol.kind != .spot else { throw Self.noLeverage }
    return VenueCall(BybitLeverage(market: market))
  }

  package func setLeverage(
    _ leverage: Rate, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    guard market.symbol.kind != .spot else { throw Self.noLeverage }
    return VenueCall(try BybitChangeLeverage(market, leverage))
  }

  /// Of all markets of the account: the venue has one margin mode for all of it.
  package func setMarginMode(
    _ mode: MarginMode, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    guard market.symbol.kind != .spot else { throw Self.noLeverage }
    return VenueCall(BybitChangeMarginMode(mode: mode))
  }

  private static let noLeverage = Unsupported("spot has no leverage; name a perpetual contract")

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(BybitFees(market: market))
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(BybitKeyPermissions())
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(try BybitPlaceOrder(order, in: market))
  }

  package func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    try together(orders, in: markets, BybitPlaceOrder.init)
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    BybitOrderFilter.filters(of: order).map {
      VenueCall(BybitCancelOrder(order: order, filter: $0))
    }
  }

  package func cancel(together orders: [OrderTarget]) throws(Unsupported) -> [VenueCall<Void>] {
    guard
      !orders.contains(where: { $0.market.symbol.kind == .spot && $0.type?.isTriggered ?? true })
    else {
      throw Unsupported("bybit takes orders that wait on spot back one by one")
    }
    return orders.pieces(of: BybitCancelOrders.ordersMax).map {
      VenueCall(BybitCancelOrders(orders: Array($0)))
    }
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    let filters = market.symbol.kind == .spot ? BybitOrderFilter.allCases.map(\.word) : [nil]
    return filters.map { VenueCall(BybitCancelAll(market: market, filter: $0)) }
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    VenueCall(
      BybitAmendOrder(order: order, quantity: quantity, price: price, stopPrice: stopPrice))
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    // What has ended is found in the first as long as the venue remembers it at once.
    [
      VenueCall(BybitFindOrder(order: order, place: .open)),
      VenueCall(BybitFindOrder(order: order, place: .history)),
    ]
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    let scopes = market.map { [BybitScope.market($0)] } ?? [.spot] + BybitScope.contracts
    return scopes.map { VenueCall(BybitOrders(scope: $0, place: .open)) }
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    let walk = period.map { PeriodWalk($0, span: Self.historySpan) }
    return [
      VenueCall(BybitOrders(scope: .market(market), place: .open)),
      VenueCall(
        BybitOrders(scope: .market(market), place: .history, walk: walk, limit: limit)),
    ]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    [VenueCall(BybitExecutions(market: order.market, order: order))]
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    let walk = period.map { PeriodWalk($0, span: Self.historySpan) }
    return [VenueCall(BybitExecutions(market: market, walk: walk, limit: limit))]
  }

  /// The longest time that histories tell of at once.
  private static let historySpan = TimeInterval(nanoseconds: 7 * TimeInterval.day.nanoseconds)
}

extension BybitDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try BybitSigner(credential)
  }
}
