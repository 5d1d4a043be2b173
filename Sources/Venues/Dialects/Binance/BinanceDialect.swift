package import Domain
package import VenueInterface

/// Binance spot.
///
/// Source: github.com/binance/binance-spot-api-docs.
package struct BinanceDialect: BinanceFamilyDialect, SpotDialect {
  let form = BinanceForm(
    isSpot: true, root: "/api/v3/", deletesByBody: false, findsFillsByOrder: true, tradesWeight: 25)

  package init() {}

  package let profile = VenueProfile(
    "binance", markets: [.spot],
    origins: [
      .live: [
        .main: [
          HTTPOrigin(https: "api.binance.com"), HTTPOrigin(https: "api-gcp.binance.com"),
          HTTPOrigin(https: "api1.binance.com"), HTTPOrigin(https: "api2.binance.com"),
          HTTPOrigin(https: "api3.binance.com"), HTTPOrigin(https: "api4.binance.com"),
        ],
        KeyRestrictions.service: [HTTPOrigin(https: "api.binance.com")],
      ],
      .test: [.main: [HTTPOrigin(https: "testnet.binance.vision")]],
    ],
    capabilities: VenueCapabilities(
      name: "binance", refusesRepeatedClientIDs: false,
      requestValidity: BinanceSigner.usualValidity, canAmend: false,
      clientOrderIDs: ClientOrderIDRule(
        lengthMax: 36, alphabet: BinanceWords.identifierCharacters)),
    orderTypes: Set(OrderType.allCases), timesInForce: Set(TimeInForce.allCases),
    credentials: [.hmac, .ed25519, .rsa],
    limits: [
      RequestLimit("weight-1M", .address, 6000, per: .minute),
      RequestLimit("orders-10S", .account, 100, .orders, per: .seconds(10), for: [.place]),
    ])

  // MARK: Account

  package func balances() -> [VenueCall<[Balance]>] { [VenueCall(SpotBalances(form: form))] }

  package static let noLeverage = Unsupported("spot has no leverage; futures are binance-futures")

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(SpotFees(form: form, market: market))
  }

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(KeyRestrictions(permission: "enableSpotAndMarginTrading"))
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(try PlaceSpotOrder(order, in: market, form: form))
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    [VenueCall(CancelOrder(form: form, market: order.market, key: try key(order)))]
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    [VenueCall(CancelAllOrders(form: form, market: market))]
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    guard let quantity, quantity < order.quantity, price == nil, stopPrice == nil else {
      throw Unsupported("on spot only a quantity can be lowered in place; replace the order")
    }
    return VenueCall(
      AmendQuantity(
        form: form, market: order.market, key: try key(order),
        clientOrderID: order.clientOrderID, quantity: quantity))
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    [VenueCall(QueryOrder(form: form, market: order.market, key: try key(order)))]
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [VenueCall(OpenOrders(form: form, market: market))]
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [history(in: market, during: period, limit: limit)]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    [plainFills(order, try key(order))]
  }
}

extension BinanceDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try BinanceSigner(credential)
  }
}
