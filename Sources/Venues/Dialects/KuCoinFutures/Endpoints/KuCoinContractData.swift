import Domain
import VenueInterface
import Wire

/// All perpetual contracts that can be traded.
///
/// Source: `GET /api/v1/contracts/active`, "Get All Symbols" of futures in www.kucoin.com/docs-new;
/// `FFWCSX` is the word for a perpetual contract.
struct KuCoinContracts: Endpoint {
  var draft: RequestDraft {
    .kucoinFutures("v1/contracts/active", [], access: .open, weight: 3)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.kucoinObjects {
      guard try content.text("status") == "Open", try content.text("type") == "FFWCSX",
        try !content.flag("isInverse")
      else { continue }
      let symbol = Symbol(
        base: KuCoinContractSymbols.asset(try content.text("baseCurrency")),
        quote: try content.text("quoteCurrency"), settle: try content.text("settleCurrency"))
      guard (try? Symbol(unified: symbol.description)) == symbol, symbol.kind == .linear else {
        continue
      }
      var instrument = Instrument(
        symbol: symbol, venueSymbol: try content.text("symbol"),
        tick: try content.notNegative("tickSize"))
      instrument.contractSize = try content.positive("multiplier")
      instrument.lot = try instrument.size("lotSize", in: content)
      instrument.minimumQuantity = instrument.lot
      instrument.maximumQuantity = try instrument.size("maxOrderQty", in: content)
      instrument.maximumMarketQuantity = try instrument.size(
        "marketMaxOrderQty", in: content)
      instruments.append(instrument)
    }
    return Page(instruments)
  }
}

/// What a market trades at.
///
/// Source: `GET /api/v1/ticker`, "Get Ticker" of futures in www.kucoin.com/docs-new.
struct KuCoinContractTicker: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .kucoinFutures(
      "v1/ticker", [KuCoinContractSymbols.parameter(market)], access: .open, weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let data = try reply.kucoinData
    try KuCoinContractSymbols.check(data, isAbout: market)
    return try VenueTicker(kucoinContract: data, price: data.positive("price"))
  }
}

/// What all markets trade at; those that never did are left out.
///
/// Source: `GET /api/v1/allTickers`, "Get All Tickers" of futures in www.kucoin.com/docs-new.
struct KuCoinContractTickers: Endpoint {
  var draft: RequestDraft { .kucoinFutures("v1/allTickers", [], access: .open, weight: 5) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Symbol: VenueTicker] {
    var tickers: [Symbol: VenueTicker] = [:]
    for content in try reply.kucoinObjects {
      let name = try content.text("symbol")
      guard let market = markets.instrument(named: name, isSpot: false),
        let price: Price = try content.positiveUnlessBlank("price")
      else { continue }
      tickers[market.symbol] = try VenueTicker(kucoinContract: content, price: price)
    }
    return tickers
  }
}

extension VenueTicker {
  fileprivate init(kucoinContract content: ReplyObject, price: Price) throws(RecordProblem) {
    self.init(
      price: price, bid: try content.positiveUnlessBlank("bestBidPrice"),
      ask: try content.positiveUnlessBlank("bestAskPrice"),
      time: try content.ifAny("ts", content.nanoseconds))
  }
}

/// The best prices of a market, in contracts at the venue.
///
/// Source: `GET /api/v1/level2/depth20` and `depth100`, "Get Part OrderBook" of futures in
/// www.kucoin.com/docs-new.
struct KuCoinContractBook: Endpoint {
  let market: Instrument
  let depth: Int

  var draft: RequestDraft {
    .kucoinFutures(
      "v1/level2/depth\(depth <= 20 ? 20 : 100)", [KuCoinContractSymbols.parameter(market)],
      access: .open, weight: depth <= 20 ? 5 : 10)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let data = try reply.kucoinData
    return VenueBook(
      bids: try VenueBook.Level.levels(
        in: try data.list("bids"), atMost: depth, contractsOf: market),
      asks: try VenueBook.Level.levels(
        in: try data.list("asks"), atMost: depth, contractsOf: market),
      time: try data.ifAny("ts", data.nanoseconds))
  }
}

/// The newest trades of a market, always a hundred at the venue.
///
/// Source: `GET /api/v1/trade/history`, "Get Trade History" of futures' market data in
/// www.kucoin.com/docs-new.
struct KuCoinContractTrades: Endpoint {
  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    .kucoinFutures(
      "v1/trade/history", [KuCoinContractSymbols.parameter(market)], access: .open, weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.kucoinObjects {
      let quantity = try market.size("size", in: content)
      guard quantity.isPositive else { throw content.problem("size", "is not above zero") }
      trades.append(
        Trade(
          time: try content.nanoseconds("ts"), price: try content.positive("price"),
          quantity: quantity, aggressor: try content.word("side", in: KuCoinWords.sides)))
    }
    return trades.inOrder.suffix(max(limit ?? .max, 0))
  }
}

/// Candles of a market, oldest first.
///
/// Source: `GET /api/v1/kline/query`, "Get Klines" of futures in www.kucoin.com/docs-new:
/// milliseconds; at most 500; volume in contracts.
struct KuCoinContractCandles: Endpoint {
  let market: Instrument
  let length: CandleLength
  let since: Timestamp?
  private let count: Int

  private static let minutes: [CandleLength: Int] = [
    .oneMinute: 1, .fiveMinutes: 5, .fifteenMinutes: 15, .halfHour: 30, .oneHour: 60,
    .twoHours: 120, .fourHours: 240, .eightHours: 480, .twelveHours: 720, .oneDay: 1440,
    .oneWeek: 10080,
  ]

  init(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) {
    guard Self.minutes[length] != nil else {
      throw Unsupported("kucoin-futures has no candles of \(length.rawValue)")
    }
    self.market = market
    self.length = length
    self.since = since
    count = min(max(limit ?? 500, 1), 500)
  }

  var draft: RequestDraft {
    var query = [KuCoinContractSymbols.parameter(market)]
    query.add("granularity", Self.minutes[length].map(String.init))
    if let since {
      let span = TimeInterval(nanoseconds: Int64(count) * length.interval.nanoseconds)
      query.add("from", String(since.milliseconds))
      query.add("to", String(since.advanced(by: span).milliseconds))
    }
    return .kucoinFutures("v1/kline/query", query, access: .open, weight: 3)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    var candles: [Candle] = []
    for row in try reply.object.list("data").lists() {
      let candle = Candle(
        openTime: try row.moment(0), open: try row.positive(1), high: try row.positive(2),
        low: try row.positive(3), close: try row.positive(4),
        volume: try market.size(5, in: row))
      if candle.openTime >= since ?? .distantPast { candles.append(candle) }
    }
    return since == nil ? candles.suffix(count) : Array(candles.prefix(count))
  }
}
