import Domain
import VenueInterface

/// What all futures venues of the family do alike.
protocol FuturesDialect: BinanceFamilyDialect {
  /// Where the account's balances are.
  var accountPath: String { get }
  var positionsPath: String { get }
  /// Where the leverage of a market is told.
  var leveragePath: String { get }
}

extension FuturesDialect {
  package func balances() -> [VenueCall<[Balance]>] {
    [VenueCall(FuturesBalances(form: form, path: accountPath))]
  }

  package func positions(in market: Instrument?) -> [VenueCall<Page<VenuePosition>>] {
    [VenueCall(OpenPositions(form: form, path: positionsPath, market: market))]
  }

  package func place(
    _ orders: [PlaceRequest], in markets: [Instrument]
  ) throws(Unsupported) -> VenueCall<[BatchedAnswer]> {
    try together(orders, in: markets) { (order, market) throws(Unsupported) in
      try PlaceFuturesOrder(try FuturesOrderTerms(order, in: market), form: form)
    }
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice, since: Timestamp?,
    limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(
      Candlesticks(
        form: form, market: market, length: length, price: price, since: since, limit: limit))
  }

  package func leverage(in market: Instrument) throws(Unsupported) -> VenueCall<LeverageSetting> {
    VenueCall(SymbolLeverage(form: form, path: leveragePath, market: market))
  }

  package func setLeverage(
    _ leverage: Rate, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    VenueCall(try ChangeLeverage(form: form, market: market, leverage: leverage))
  }

  package func setMarginMode(
    _ mode: MarginMode, in market: Instrument
  ) throws(Unsupported) -> VenueCall<Void> {
    VenueCall(ChangeMarginMode(form: form, market: market, mode: mode))
  }

  package func fees(in market: Instrument) throws(Unsupported) -> VenueCall<TradingFees> {
    VenueCall(FuturesFees(form: form, market: market))
  }

  /// An order with a new quantity or price, both of which the venue wants.
  ///
  /// - Parameters:
  ///   - order: A limit order.
  ///   - quantity: Nil for the one that it has.
  ///   - price: Nil for the one that it has.
  ///   - stopPrice: Must be nil.
  ///   - saysSide: Whether the venue wants its side.
  /// - Returns: What changes it.
  /// - Throws: Where it is no limit order.
  func modified(
    _ order: OrderTarget, quantity: Quantity?, price: Price?, stopPrice: Price?, saysSide: Bool
  ) throws(Unsupported) -> VenueCall<OrderAnswer> {
    guard order.type == .limit, stopPrice == nil, let price = price ?? order.price else {
      throw Unsupported("only limit orders can be changed there; replace the order")
    }
    return VenueCall(
      ModifyOrder(
        form: form, market: order.market, key: try key(order), side: saysSide ? order.side : nil,
        quantity: quantity ?? order.quantity, price: price))
  }
}
