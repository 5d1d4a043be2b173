package import Domain
package import VenueInterface

/// KuCoin futures: perpetual contracts that are settled in their quote currency.
///
/// Sizes are whole numbers of contracts there. Contracts settled in the base currency count
/// dollars, which are no number of base units; they are told as unknown markets. Orders that wait
/// are found and cancelled as others are, and have a list of their own.
///
/// Source: www.kucoin.com/docs-new, "Futures Trading".
package struct KuCoinFuturesDialect: Dialect {
  package init() {}

  package let profile = VenueProfile(
    "kucoin-futures", markets: [.linear],
    // Its public sandbox is closed.
    origins: [
      .live: [
        .main: [HTTPOrigin(https: "api-futures.kucoin.com")],
        KuCoinKeyPermissions.service: [HTTPOrigin(https: "api.kucoin.com")],
      ]
    ],
    capabilities: VenueCapabilities(
      name: "kucoin-futures", refusesRepeatedClientIDs: false,
      requestValidity: KuCoinSigner.validity, canAmend: false,
      clientOrderIDs: ClientOrderIDRule(lengthMax: 40, alphabet: KuCoinWords.identifiers),
      batching: KuCoinPlaceContractOrder.batching),
    orderTypes: Set(OrderType.allCases), timesInForce: [.goodTillCancelled, .immediateOrCancel],
    credentials: [.hmacWithPassphrase],
    limits: [
      RequestLimit("requests-30S", .account, 2000, per: .seconds(30), for: [.place, .cancel]),
      // What anybody may ask is counted by address.
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

  package func usage(_ response: HTTPResponse) -> [LimitUsage] { [] }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] {
    [VenueCall(KuCoinContracts())]
  }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    throw Unsupported("kucoin does not tell what its limits are")
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(KuCoinTime()) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(KuCoinContractTicker(market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    [VenueCall(KuCoinContractTickers())]
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(KuCoinContractBook(market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(KuCoinContractTrades(market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(try KuCoinContractCandles(market, length, since: since, limit: limit))
  }

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] {
    ["USDT", "USDC", "XBT"].map { VenueCall(KuCoinMargin(currency: $0)) }
  }

  /// Of all markets, whichever is meant: they come with one short answer.
  package func positions(in market: Instrument?) -> [VenueCall<Page<VenuePosition>>] {
    [VenueCall(KuCoinPositions())]
  }

  package func leverage(in market: Instrument) throws(Unsupported) -> VenueCall<LeverageSetting> {
    VenueCall(KuCoinLeverage(market: market))
  }

  package func setLeverage(
    _ leverage: Rate, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    VenueCall(try KuCoinChangeLeverage(market, leverage))
  }

  package func setMarginMode(
    _ mode: MarginMode, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    VenueCall(KuCoinChangeMarginMode(market: market, mode: mode))
  }

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(KuCoinContractFees(market: market))
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(KuCoinKeyPermissions(permissions: ["Futures", "Contract"]))
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(try KuCoinPlaceContractOrder(order, in: market))
  }

  package func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    try together(orders, in: markets, KuCoinPlaceContractOrder.init)
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    [VenueCall(KuCoinCancelContractOrder(order: order))]
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    [
      VenueCall(KuCoinCancelContractOrders(market: market, isWaiting: false)),
      VenueCall(KuCoinCancelContractOrders(market: market, isWaiting: true)),
    ]
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    throw Unsupported("kucoin-futures cannot change an order; replace it")
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    [VenueCall(KuCoinFindContractOrder(order: order))]
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [
      VenueCall(KuCoinContractOrders(list: .active, market: market)),
      VenueCall(KuCoinContractOrders(list: .waiting, market: market)),
    ]
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    let walk = period.map { PeriodWalk($0, span: KuCoinWords.historySpan) }
    return [
      VenueCall(KuCoinContractOrders(list: .active, market: market)),
      VenueCall(KuCoinContractOrders(list: .waiting, market: market)),
      VenueCall(KuCoinContractOrders(list: .done, market: market, walk: walk, limit: limit)),
    ]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    guard let id = order.orderID else {
      return [VenueCall(KuCoinFillsOfContractOrder(order: order))]
    }
    return [
      VenueCall(
        KuCoinContractFills(
          market: order.market, orderID: id, clientOrderID: order.clientOrderID))
    ]
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    let walk = period.map { PeriodWalk($0, span: KuCoinWords.historySpan) }
    return [VenueCall(KuCoinContractFills(market: market, walk: walk, limit: limit))]
  }
}

extension KuCoinFuturesDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try KuCoinSigner(credential)
  }
}
