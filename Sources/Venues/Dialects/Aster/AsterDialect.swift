package import Domain
package import VenueInterface

/// AsterDEX futures, in the two generations of its interface.
///
/// Source: github.com/asterdex/api-docs.
package struct AsterDialect: FuturesDialect {
  /// Which keys are used, and so under which paths the venue answers.
  package enum Generation: Hashable, Sendable {
    /// A key and its secret; since March 2026 no new ones are given out.
    case keys
    /// A wallet that signs for the account's own one.
    case wallets
  }

  let generation: Generation
  let form: BinanceForm
  let accountPath: String
  let positionsPath: String
  package let profile: VenueProfile

  /// Positions tell it, flat ones too.
  var leveragePath: String { positionsPath }

  package init(_ generation: Generation = .wallets) {
    self.generation = generation
    let isOld = generation == .keys
    form = BinanceForm(
      isSpot: false, root: isOld ? "/fapi/v1/" : "/fapi/v3/", deletesByBody: true,
      findsFillsByOrder: false, tradesWeight: 1)
    accountPath = isOld ? "/fapi/v4/account" : "/fapi/v3/accountWithJoinMargin"
    positionsPath = isOld ? "/fapi/v2/positionRisk" : "/fapi/v3/positionRisk"
    profile = Self.profile(canAmend: !isOld)
  }

  private static func profile(canAmend: Bool) -> VenueProfile {
    VenueProfile(
      "aster", markets: [.linear],
      origins: [
        .live: [.main: [HTTPOrigin(https: "fapi.asterdex.com")]],
        .test: [.main: [HTTPOrigin(https: "fapi.asterdex-testnet.com")]],
      ],
      capabilities: VenueCapabilities(
        name: "aster", refusesRepeatedClientIDs: false,
        requestValidity: canAmend ? AsterSigner.validity : BinanceSigner.usualValidity,
        canAmend: canAmend,
        clientOrderIDs: ClientOrderIDRule(
          lengthMax: 36, alphabet: BinanceWords.identifierCharacters + ".:/"),
        batching: PlaceFuturesOrder.batching),
      orderTypes: Set(OrderType.allCases), timesInForce: Set(TimeInForce.allCases),
      credentials: [.hmac, .secp256k1],
      limits: [
        RequestLimit("weight-1M", .address, 2400, per: .minute),
        RequestLimit("orders-1M", .account, 1200, .orders, per: .minute, for: [.place]),
      ])
  }

  // MARK: Account

  package func permissions(of key: KeyInUse) throws(Unsupported) -> VenueCall<KeyPermissions> {
    switch generation {
    case .keys: VenueCall(AccountPermissions(form: form, path: accountPath))
    case .wallets: VenueCall(try WalletPermissions(form: form, of: key))
    }
  }

  // MARK: Orders

  package func place(
    _ order: PlaceRequest, in market: Instrument
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    try order.check(for: self)
    return VenueCall(
      try PlaceFuturesOrder(try FuturesOrderTerms(order, in: market), form: form))
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
    guard generation == .wallets else {
      throw Unsupported("with keys of the first version no order can be changed; replace it")
    }
    return try modified(
      order, quantity: quantity, price: price, stopPrice: stopPrice, saysSide: false)
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

extension AsterDialect: SigningDialect {
  package func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner {
    switch generation {
    case .keys: try BinanceSigner(credential)
    case .wallets: try AsterSigner(credential, on: network)
    }
  }
}
