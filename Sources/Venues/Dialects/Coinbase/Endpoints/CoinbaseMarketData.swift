import Domain
import VenueInterface
import Wire

/// All spot markets that can be traded.
///
/// Source: `GET /api/v3/brokerage/market/products`, "List Public Products" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api; what stands below `market` wants no key.
struct CoinbaseProducts: Endpoint {
  var draft: RequestDraft {
    .coinbase(
      "market/products", [RequestDraft.Parameter("product_type", "SPOT")], access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.object.objects("products") where try isTradable(content) {
      let symbol = Symbol(
        base: try content.text("base_currency_id"), quote: try content.text("quote_currency_id"))
      guard (try? Symbol(unified: symbol.description)) == symbol else { continue }
      let tick: Price? = try content.positiveUnlessBlank("price_increment")
      instruments.append(
        Instrument(
          symbol: symbol, venueSymbol: try content.text("product_id"),
          tick: tick ?? .zero, lot: try content.amount("base_increment"),
          minimumQuantity: try content.amount("base_min_size"),
          maximumQuantity: try content.amount("base_max_size"),
          minimumNotional: try content.amount("quote_min_size")))
    }
    return Page(instruments)
  }

  private func isTradable(_ content: ReplyObject) throws(RecordProblem) -> Bool {
    for name in ["trading_disabled", "is_disabled", "cancel_only", "view_only"]
    where try content.ifAny(name, content.flag) ?? false {
      return false
    }
    return true
  }
}

/// The venue's clock.
///
/// Source: `GET /api/v3/brokerage/time`, "Get Server Time" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseTime: Endpoint {
  var draft: RequestDraft { .coinbase("time", access: .open) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Timestamp {
    try reply.object.moment("epochMillis")
  }
}

/// What a market trades at.
///
/// Source: `GET /api/v3/brokerage/market/products/{product_id}/ticker`, "Get Public Market Trades"
/// of docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseTicker: Endpoint {
  let market: Instrument

  var draft: RequestDraft { CoinbaseTrades(market: market, limit: 1).draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let content = try reply.object
    let last = try content.list("trades").object(0)
    try CoinbaseSymbols.check(last, isAbout: market)
    return VenueTicker(
      price: try last.positive("price"), bid: try content.positiveUnlessBlank("best_bid"),
      ask: try content.positiveUnlessBlank("best_ask"), time: try last.time("time"))
  }
}

/// What all markets trade at, without their best prices; those that never did are left out.
///
/// Source: as `CoinbaseProducts`.
struct CoinbaseTickers: Endpoint {
  var draft: RequestDraft { CoinbaseProducts().draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Symbol: VenueTicker] {
    var tickers: [Symbol: VenueTicker] = [:]
    for content in try reply.object.objects("products") {
      let name = try content.text("product_id")
      guard let market = markets.instrument(named: name, isSpot: true),
        let price: Price = try content.positiveUnlessBlank("price")
      else { continue }
      tickers[market.symbol] = VenueTicker(price: price)
    }
    return tickers
  }
}

/// The best prices of a market.
///
/// Source: `GET /api/v3/brokerage/market/product_book`, "Get Public Product Book" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseBook: Endpoint {
  let market: Instrument
  let depth: Int

  var draft: RequestDraft {
    .coinbase(
      "market/product_book",
      [
        RequestDraft.Parameter("product_id", CoinbaseSymbols.name(of: market)),
        RequestDraft.Parameter("limit", String(max(depth, 1))),
      ], access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let content = try reply.object.object("pricebook")
    try CoinbaseSymbols.check(content, isAbout: market)
    return VenueBook(
      bids: try levels(try content.objects("bids")), asks: try levels(try content.objects("asks")),
      time: try content.ifAny("time", content.time))
  }

  private func levels(_ rows: [ReplyObject]) throws(RecordProblem) -> [VenueBook.Level] {
    var levels: [VenueBook.Level] = []
    for row in rows.prefix(max(depth, 0)) {
      levels.append(
        VenueBook.Level(price: try row.positive("price"), quantity: try row.notNegative("size")))
    }
    return levels
  }
}

/// The newest trades of a market, which the venue tells newest first, with the side that waited.
///
/// Source: as `CoinbaseTicker`; that the side is the maker's, "Get product trades" of the exchange
/// in docs.cdp.coinbase.com and crates/adapters/coinbase of nautechsystems/nautilus_trader.
struct CoinbaseTrades: Endpoint {
  /// More are asked for in vain.
  private static let limitMax = 100

  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("limit", limit.map { String(min(max($0, 1), Self.limitMax)) })
    return .coinbase(
      "market/products/\(CoinbaseSymbols.name(of: market))/ticker", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.object.objects("trades").reversed() {
      trades.append(
        Trade(
          time: try content.time("time"), price: try content.positive("price"),
          quantity: try content.positive("size"),
          aggressor: try content.word("side", in: CoinbaseWords.sides).opposite))
    }
    return trades
  }
}

/// Candles of a market, which the venue tells newest first.
///
/// Source: `GET /api/v3/brokerage/market/products/{product_id}/candles`, "Get Public Product
/// Candles" of docs.cdp.coinbase.com/api-reference/advanced-trade-api: a period has to be said, of
/// 350 at most.
struct CoinbaseCandles: Endpoint {
  let market: Instrument
  let length: CandleLength
  let since: Timestamp
  private let word: String
  private let count: Int

  private static let words: [CandleLength: String] = [
    .oneMinute: "ONE_MINUTE", .fiveMinutes: "FIVE_MINUTE", .fifteenMinutes: "FIFTEEN_MINUTE",
    .halfHour: "THIRTY_MINUTE", .oneHour: "ONE_HOUR", .twoHours: "TWO_HOUR",
    .fourHours: "FOUR_HOUR", .sixHours: "SIX_HOUR", .oneDay: "ONE_DAY",
  ]

  init(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) {
    guard let word = Self.words[length] else {
      throw Unsupported("coinbase has no candles of \(length.rawValue)")
    }
    guard let since else {
      throw Unsupported("coinbase wants to be told from when on candles are asked for")
    }
    self.market = market
    self.length = length
    self.since = since
    self.word = word
    count = min(max(limit ?? 350, 1), 350)
  }

  var draft: RequestDraft {
    // Both ends count.
    let span = TimeInterval(nanoseconds: Int64(count - 1) * length.interval.nanoseconds)
    return .coinbase(
      "market/products/\(CoinbaseSymbols.name(of: market))/candles",
      [
        RequestDraft.Parameter("granularity", word),
        RequestDraft.Parameter("start", String(since.milliseconds / 1000)),
        RequestDraft.Parameter("end", String(since.advanced(by: span).milliseconds / 1000)),
      ], access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    var candles: [Candle] = []
    for content in try reply.object.objects("candles").reversed() {
      let candle = Candle(
        openTime: try content.seconds("start"), open: try content.positive("open"),
        high: try content.positive("high"), low: try content.positive("low"),
        close: try content.positive("close"), volume: try content.notNegative("volume"))
      if candle.openTime >= since { candles.append(candle) }
    }
    return Array(candles.prefix(count))
  }
}
