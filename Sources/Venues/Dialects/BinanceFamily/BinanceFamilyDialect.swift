import Domain
import VenueInterface

/// What all venues of the family do alike.
protocol BinanceFamilyDialect: Dialect {
  var form: BinanceForm { get }
}

extension BinanceFamilyDialect {
  package func failure(
    _ response: HTTPResponse, _ reply: VenueReply?, to draft: RequestDraft
  ) -> VenueError? {
    BinanceErrors(isSpot: form.isSpot).failure(response, reply, to: draft)
  }

  package func isAboutMarket(_ refusal: VenueError) -> Bool {
    guard case .rejected(let code, _) = refusal else { return false }
    return BinanceErrors.marketCodes.contains(code)
  }

  package func usage(_ response: HTTPResponse) -> [LimitUsage] { BinanceUsage.usage(response) }

  // MARK: Markets

  package func instruments() -> [VenueCall<Page<Instrument>>] {
    [VenueCall(InstrumentList(form: form))]
  }

  package func limits() throws(Unsupported) -> VenueCall<[RequestLimit]> {
    VenueCall(PublishedLimits(form: form))
  }

  package func time() -> VenueCall<Timestamp> { VenueCall(ServerTime(form: form)) }

  package func ticker(_ market: Instrument) -> VenueCall<VenueTicker> {
    VenueCall(MarketTicker(form: form, market: market))
  }

  package func tickers() throws(Unsupported) -> [VenueCall<[Symbol: VenueTicker]>] {
    [VenueCall(AllTickers(form: form))]
  }

  package func book(_ market: Instrument, depth: Int) -> VenueCall<VenueBook> {
    VenueCall(OrderBook(form: form, market: market, depth: depth))
  }

  package func trades(_ market: Instrument, limit: Int?) -> VenueCall<[Trade]> {
    VenueCall(RecentTrades(form: form, market: market, limit: limit))
  }

  package func candles(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) -> VenueCall<[Candle]> {
    VenueCall(
      Candlesticks(form: form, market: market, length: length, since: since, limit: limit))
  }

  // MARK: Orders

  /// The id that an order of the plain endpoints is meant by.
  func key(_ target: OrderTarget) throws(Unsupported) -> BinanceOrderKey {
    guard let key = BinanceOrderKey(target) else {
      throw Unsupported("an order that waits for a price is not changed there; replace it")
    }
    return key
  }

  /// Where a history of a period begins.
  func window(_ period: ClosedRange<Timestamp>?) -> HistoryWindow? {
    period.map { HistoryWindow($0, span: form.historySpan) }
  }

  func limit(_ limit: Int?) -> Int? { limit.map { min(max($0, 1), HistoryWindow.limitMax) } }

  func history(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) -> VenueCall<Page<VenueOrder>> {
    VenueCall(
      OrderHistory(
        form: form, market: market, window: window(period), limit: self.limit(limit)))
  }

  package func fills(
    in market: Instrument, during period: ClosedRange<Timestamp>?, limit: Int?
  ) throws(Unsupported) -> [VenueCall<Page<VenueFill>>] {
    [
      VenueCall(
        AccountTrades(
          form: form, market: market, window: window(period), limit: self.limit(limit)))
    ]
  }

  /// The fills of an order of the plain endpoints.
  func plainFills(_ target: OrderTarget, _ key: BinanceOrderKey) -> VenueCall<Page<VenueFill>> {
    if case .orderID(let id) = key, form.findsFillsByOrder, form.tellsAllFills(ofAge: target.age) {
      return VenueCall(
        AccountTrades(
          form: form, market: target.market, orderID: id, clientOrderID: target.clientOrderID))
    }
    return VenueCall(
      FillsOfOrder(
        form: form, market: target.market, key: key, clientOrderID: target.clientOrderID,
        age: target.age))
  }
}
