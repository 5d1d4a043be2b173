import Domain
import VenueInterface
import Wire

/// All markets that can be traded.
///
/// Source: `GET /api/v2/symbols`, "Get All Symbols" of spot in www.kucoin.com/docs-new.
struct KuCoinInstruments: Endpoint {
  var draft: RequestDraft { RequestDraft(.get, "/api/v2/symbols", access: .open, weight: 4) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.kucoinObjects where try content.flag("enableTrading") {
      let symbol = Symbol(
        base: try content.text("baseCurrency"), quote: try content.text("quoteCurrency"))
      guard (try? Symbol(unified: symbol.description)) == symbol else { continue }
      instruments.append(
        Instrument(
          symbol: symbol, venueSymbol: try content.text("symbol"),
          tick: try content.notNegative("priceIncrement"),
          lot: try content.notNegative("baseIncrement"),
          minimumQuantity: try content.amount("baseMinSize"),
          maximumQuantity: try content.amount("baseMaxSize"),
          minimumNotional: try content.amount("minFunds")))
    }
    return Page(instruments)
  }
}

/// The venue's clock.
///
/// Source: `GET /api/v1/timestamp`, "Get Server Time" in www.kucoin.com/docs-new.
struct KuCoinTime: Endpoint {
  var draft: RequestDraft { .kucoin("timestamp", [], access: .open, weight: 3) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Timestamp {
    try reply.object.moment("data")
  }
}

/// What a market trades at.
///
/// Source: `GET /api/v1/market/orderbook/level1`, "Get Ticker" of spot in www.kucoin.com/docs-new.
struct KuCoinTicker: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .kucoin(
      "market/orderbook/level1", [KuCoinSymbols.parameter(market)], access: .open, weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let data = try reply.kucoinData
    return VenueTicker(
      price: try data.positive("price"), bid: try data.positiveUnlessBlank("bestBid"),
      ask: try data.positiveUnlessBlank("bestAsk"), time: try data.ifAny("time", data.moment))
  }
}

/// What all markets trade at; those that never did are left out.
///
/// Source: `GET /api/v1/market/allTickers`, "Get All Tickers" of spot in www.kucoin.com/docs-new.
struct KuCoinTickers: Endpoint {
  var draft: RequestDraft { .kucoin("market/allTickers", [], access: .open, weight: 15) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Symbol: VenueTicker] {
    var tickers: [Symbol: VenueTicker] = [:]
    let data = try reply.kucoinData
    let time = try data.ifAny("time", data.moment)
    for content in try data.objects("ticker") {
      let name = try content.text("symbol")
      guard let market = markets.instrument(named: name, isSpot: true),
        let price: Price = try content.positiveUnlessBlank("last")
      else { continue }
      tickers[market.symbol] = VenueTicker(
        price: price, bid: try content.positiveUnlessBlank("buy"),
        ask: try content.positiveUnlessBlank("sell"), time: time)
    }
    return tickers
  }
}

/// The best prices of a market.
///
/// Source: `GET /api/v1/market/orderbook/level2_20` and `level2_100`, "Get Part OrderBook" of spot
/// in www.kucoin.com/docs-new; more than a hundred of a side want a key.
struct KuCoinBook: Endpoint {
  let market: Instrument
  let depth: Int

  var draft: RequestDraft {
    .kucoin(
      "market/orderbook/level2_\(depth <= 20 ? 20 : 100)", [KuCoinSymbols.parameter(market)],
      access: .open, weight: depth <= 20 ? 2 : 4)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let data = try reply.kucoinData
    return VenueBook(
      bids: try VenueBook.Level.levels(in: try data.list("bids"), atMost: depth),
      asks: try VenueBook.Level.levels(in: try data.list("asks"), atMost: depth),
      time: try data.ifAny("time", data.moment))
  }
}

/// The newest trades of a market, always a hundred at the venue.
///
/// Source: `GET /api/v1/market/histories`, "Get Trade History" of market data in
/// www.kucoin.com/docs-new; times are nanoseconds.
struct KuCoinTrades: Endpoint {
  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    .kucoin("market/histories", [KuCoinSymbols.parameter(market)], access: .open, weight: 3)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.kucoinObjects {
      trades.append(
        Trade(
          time: try content.nanoseconds("time"), price: try content.positive("price"),
          quantity: try content.positive("size"),
          aggressor: try content.word("side", in: KuCoinWords.sides)))
    }
    return trades.inOrder.suffix(max(limit ?? .max, 0))
  }
}

/// Candles of a market, which the venue tells newest first.
///
/// Source: `GET /api/v1/market/candles`, "Get Klines" of spot in www.kucoin.com/docs-new: seconds;
/// open, close, high, low, volume; at most 1500.
struct KuCoinCandles: Endpoint {
  let market: Instrument
  let length: CandleLength
  let since: Timestamp?
  let limit: Int?

  private var type: String {
    switch length {
    case .oneMinute: "1min"
    case .threeMinutes: "3min"
    case .fiveMinutes: "5min"
    case .fifteenMinutes: "15min"
    case .halfHour: "30min"
    case .oneHour: "1hour"
    case .twoHours: "2hour"
    case .fourHours: "4hour"
    case .sixHours: "6hour"
    case .eightHours: "8hour"
    case .twelveHours: "12hour"
    case .oneDay: "1day"
    case .oneWeek: "1week"
    }
  }

  private var count: Int { min(max(limit ?? 1500, 1), 1500) }

  var draft: RequestDraft {
    var query = [KuCoinSymbols.parameter(market), RequestDraft.Parameter("type", type)]
    if let since {
      let span = TimeInterval(nanoseconds: Int64(count) * length.interval.nanoseconds)
      query.add("startAt", String(since.milliseconds / 1000))
      query.add("endAt", String(since.advanced(by: span).milliseconds / 1000))
    }
    return .kucoin("market/candles", query, access: .open, weight: 3)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    var candles: [Candle] = []
    for row in try reply.object.list("data").lists().reversed() {
      let candle = Candle(
        openTime: try row.seconds(0), open: try row.positive(1), high: try row.positive(3),
        low: try row.positive(4), close: try row.positive(2), volume: try row.notNegative(5))
      if candle.openTime >= since ?? .distantPast { candles.append(candle) }
    }
    return since == nil ? candles.suffix(count) : Array(candles.prefix(count))
  }
}
