package import Domain
package import VenueInterface

/// Binance USD-M futures, whose conditional orders have endpoints and numbers of their own.
///
/// Source: developers.binance.com/docs/derivatives/usds-margined-futures.
package struct BinanceFuturesDialect: FuturesDialect {
  let form = BinanceForm(
    isSpot: false, root: "/fapi/v1/", deletesByBody: false, findsFillsByOrder: true, tradesWeight: 5
  )
  let accountPath = "/fapi/v3/account"
  let positionsPath = "/fapi/v3/positionRisk"
  let leveragePath = "/fapi/v1/symbolConfig"

  package init() {}

  package let profile = VenueProfile(
    "binance-futures", markets: [.linear],
    origins: [
      .live: [
        .main: [HTTPOrigin(https: "fapi.binance.com")],
        KeyRestrictions.service: [HTTPOrigin(https: "api.binance.com")],
      ],
      .test: [.main: [HTTPOrigin(https: "demo-fapi.binance.com")]],
    ],
    capabilities: VenueCapabilities(
      name: "binance-futures", refusesRepeatedClientIDs: false,
      requestValidity: BinanceSigner.usualValidity, canAmend: true,
      clientOrderIDs: ClientOrderIDRule(
        lengthMax: 36, alphabet: BinanceWords.identifierCharacters + ".:/"),
      batching: PlaceFuturesOrder.batching),
    orderTypes: Set(OrderType.allCases), timesInForce: Set(TimeInForce.allCases),
    credentials: [.hmac, .ed25519, .rsa],
    limits: [
      RequestLimit("weight-1M", .address, 2400, per: .minute),
      RequestLimit("orders-10S", .account, 300, .orders, per: .seconds(10), for: [.place]),
      RequestLimit("orders-1M", .account, 1200, .orders, per: .minute, for: [.place]),
    ])

  // MARK: Account

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    VenueCall(KeyRestrictions(permission: "enableFutures"))
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    let terms = try FuturesOrderTerms(order, in: market)
    return order.type.isTriggered
      ? VenueCall(try PlaceAlgoOrder(terms, form: form))
      : VenueCall(try PlaceFuturesOrder(terms, form: form))
  }

  package func cancel(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderAnswer>] {
    let market = order.market
    var calls: [VenueCall<OrderAnswer>] = []
    for key in keys(order) {
      switch key {
      case .plain(let key):
        calls.append(VenueCall(CancelOrder(form: form, market: market, key: key)))
      case .algo(let key):
        calls.append(VenueCall(CancelAlgoOrder(form: form, market: market, key: key)))
        // One whose price was reached has become another order.
        calls.append(VenueCall(CancelTriggeredOrder(form: form, market: market, key: key)))
      }
    }
    return calls
  }

  package func cancelAll(in market: Instrument) throws(Unsupported) -> [VenueCall<Void>] {
    [
      VenueCall(CancelAllOrders(form: form, market: market)),
      VenueCall(CancelAllAlgoOrders(form: form, market: market)),
    ]
  }

  package func amend(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try modified(
      order, quantity: quantity, price: price, stopPrice: stopPrice, saysSide: true)
  }

  package func order(_ order: OrderTarget) throws(Unsupported) -> [VenueCall<OrderLookup>] {
    keys(order).map { key in
      switch key {
      case .plain(let key):
        VenueCall(QueryOrder(form: form, market: order.market, key: key))
      case .algo(let key):
        VenueCall(QueryAlgoOrder(form: form, market: order.market, key: key))
      }
    }
  }

  package func openOrders(
    in market: Instrument?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [
      VenueCall(OpenOrders(form: form, market: market)),
      VenueCall(OpenAlgoOrders(form: form, market: market)),
    ]
  }

  package func orders(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueOrder>>] {
    [
      history(in: market, during: period, limit: limit),
      VenueCall(
        AlgoOrderHistory(
          form: form, market: market, window: window(period), limit: self.limit(limit))),
    ]
  }

  package func fills(of order: OrderTarget) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    keys(order).map { key in
      switch key {
      case .plain(let key): plainFills(order, key)
      case .algo(let key):
        VenueCall(
          FillsOfAlgoOrder(
            form: form, market: order.market, key: key, clientOrderID: order.clientOrderID,
            age: order.age))
      }
    }
  }

  // MARK: Two kinds of orders

  private enum Key {
    case plain(BinanceOrderKey)
    case algo(AlgoOrderKey)
  }

  /// The names under which an order may be known, the likelier one first.
  private func keys(_ target: OrderTarget) -> [Key] {
    let algo = AlgoOrderKey(target).map(Key.algo)
    let plain = BinanceOrderKey(target).map(Key.plain)
    if let id = target.orderID {
      // The number says which kind it is.
      return [AlgoOrderKey(orderID: id) == nil ? plain : algo].compactMap(\.self)
    }
    guard let type = target.type else { return [plain, algo].compactMap(\.self) }
    return [type.isTriggered ? algo : plain].compactMap(\.self)
  }
}

extension BinanceFuturesDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    try BinanceSigner(credential)
  }
}
