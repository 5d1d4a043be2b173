import Domain
import VenueInterface
import Wire

/// What a market trades at.
///
/// Source: `GET /api/v5/market/ticker`, "Get ticker" of www.okx.com/docs-v5/en.
struct OKXTicker: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .okx("market/ticker", [OKXSymbols.parameter(market)], access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let content = try reply.okxItem
    try OKXSymbols.check(content, isAbout: market)
    return try VenueTicker(okx: content, price: content.positive("last"))
  }
}

/// What all markets of a kind trade at; those that never did are left out.
///
/// Source: `GET /api/v5/market/tickers`, "Get tickers" of www.okx.com/docs-v5/en.
struct OKXTickers: Endpoint {
  let kind: OKXKind

  var draft: RequestDraft { .okx("market/tickers", [kind.parameter], access: .open) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Symbol: VenueTicker] {
    var tickers: [Symbol: VenueTicker] = [:]
    for content in try reply.okxData {
      let name = try content.text("instId")
      guard let market = markets.instrument(named: name, isSpot: kind == .spot),
        let price: Price = try content.positiveUnlessBlank("last")
      else { continue }
      tickers[market.symbol] = try VenueTicker(okx: content, price: price)
    }
    return tickers
  }
}

extension VenueTicker {
  fileprivate init(okx content: ReplyObject, price: Price) throws(RecordProblem) {
    self.init(
      price: price, bid: try content.positiveUnlessBlank("bidPx"),
      ask: try content.positiveUnlessBlank("askPx"), time: try content.ifAny("ts", content.moment))
  }
}

/// The best prices of a market.
///
/// Source: `GET /api/v5/market/books`, "Get order book" of www.okx.com/docs-v5/en: at most 400 of
/// each side, in contracts for a swap.
struct OKXBook: Endpoint {
  let market: Instrument
  let depth: Int

  var draft: RequestDraft {
    .okx(
      "market/books",
      [
        OKXSymbols.parameter(market),
        RequestDraft.Parameter("sz", String(min(max(depth, 1), 400))),
      ], access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let content = try reply.okxItem
    return VenueBook(
      bids: try VenueBook.Level.levels(
        in: try content.list("bids"), atMost: depth, contractsOf: market),
      asks: try VenueBook.Level.levels(
        in: try content.list("asks"), atMost: depth, contractsOf: market),
      time: try content.ifAny("ts", content.moment))
  }
}

/// The newest trades of a market, which the venue tells newest first.
///
/// Source: `GET /api/v5/market/trades`, "Get trades" of www.okx.com/docs-v5/en: at most 500.
struct OKXTrades: Endpoint {
  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    var query = [OKXSymbols.parameter(market)]
    query.add("limit", limit.map { String(min(max($0, 1), 500)) })
    return .okx("market/trades", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.okxData.reversed() {
      let price: Price = try content.positive("px")
      let quantity = try market.baseQuantity("sz", at: price, in: content)
      guard quantity.isPositive else { throw content.problem("sz", "is not above zero") }
      trades.append(
        Trade(
          time: try content.moment("ts"), price: price, quantity: quantity,
          aggressor: try content.word("side", in: OKXWords.sides)))
    }
    return trades
  }
}

/// Candles of a market, which the venue tells newest first.
///
/// Source: `GET /api/v5/market/candles`, "Get candlesticks", which knows the newest 1440, and
/// `GET /api/v5/market/history-candles`, "Get candlesticks history", of www.okx.com/docs-v5/en.
/// Times are bounds that do not belong to what is told. Long candles begin in Hong Kong where
/// nothing is said. Without volume, and a hundred at most: "Get mark price candlesticks", "Get index
/// candlesticks" and their histories.
struct OKXCandles: Endpoint {
  let market: Instrument
  let since: Timestamp?
  private let price: CandlePrice
  private let bar: String
  private let limit: Int?
  /// Behind the last candle that is asked for.
  private let end: Timestamp?

  private static let bars: [CandleLength: String] = [
    .oneMinute: "1m", .threeMinutes: "3m", .fiveMinutes: "5m", .fifteenMinutes: "15m",
    .halfHour: "30m", .oneHour: "1H", .twoHours: "2H", .fourHours: "4H", .sixHours: "6Hutc",
    .twelveHours: "12Hutc", .oneDay: "1Dutc", .oneWeek: "1Wutc",
  ]

  init(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice = .last,
    since: Timestamp?, limit: Int?
  ) throws(Unsupported) {
    guard price == .last || market.symbol.kind != .spot else {
      throw Unsupported("spot has no \(price.rawValue) price; name a perpetual swap")
    }
    guard let bar = Self.bars[length] else {
      throw Unsupported("okx has no candles of \(length.rawValue)")
    }
    self.market = market
    self.since = since
    self.price = price
    self.bar = bar
    let limitMax = since == nil && price == .last ? 300 : 100
    self.limit = limit.map { min(max($0, 1), limitMax) }
    // No more than come in one answer: of more than that the first ones would be left out.
    let count = Int64(self.limit ?? 100)
    end = since?.advanced(
      by: TimeInterval(nanoseconds: count * length.interval.nanoseconds))
  }

  var draft: RequestDraft {
    // An index is named like spot.
    let symbol = market.symbol
    var query = [
      price == .index
        ? RequestDraft.Parameter("instId", "\(symbol.base)-\(symbol.quote)")
        : OKXSymbols.parameter(market), RequestDraft.Parameter("bar", bar),
    ]
    query.add("after", end.map { String($0.milliseconds) })
    query.add("before", since.map { String($0.milliseconds - 1) })
    query.add("limit", limit.map(String.init))
    let kind =
      switch price {
      case .last: "candles"
      case .mark: "mark-price-candles"
      case .index: "index-candles"
      }
    return .okx(
      "market/\(since == nil ? kind : "history-\(kind)")", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    // Volume is counted in contracts first, and in the base currency after that.
    let place = market.symbol.kind == .spot ? 5 : 6
    var candles: [Candle] = []
    for row in try reply.object.list("data").lists().reversed() {
      let candle = Candle(
        openTime: try row.moment(0), open: try row.positive(1), high: try row.positive(2),
        low: try row.positive(3), close: try row.positive(4),
        volume: price == .last ? try row.notNegative(place) : .zero)
      if candle.openTime >= since ?? .distantPast { candles.append(candle) }
    }
    return candles
  }
}
