import Domain
import VenueInterface
import Wire

/// What a market trades at.
///
/// Source: `GET /v5/market/tickers`, v5/market/tickers.mdx of bybit-exchange/docs.
struct BybitTicker: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .bybit("market/tickers", BybitScope.market(market).parameters, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let content = try reply.bybitResult.list("list").object(0)
    try BybitSymbols.check(content, isAbout: market)
    return try VenueTicker(
      bybit: content, price: content.positive("lastPrice"), time: reply.bybitTime)
  }
}

/// What all markets of a category trade at; those that never did are left out.
///
/// Source: as `BybitTicker`.
struct BybitTickers: Endpoint {
  let category: BybitCategory

  var draft: RequestDraft { .bybit("market/tickers", [category.parameter], access: .open) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Symbol: VenueTicker] {
    var tickers: [Symbol: VenueTicker] = [:]
    let time = try reply.bybitTime
    for content in try reply.bybitList {
      let name = try content.text("symbol")
      guard let market = markets.instrument(named: name, isSpot: category == .spot),
        let price: Price = try content.positiveUnlessBlank("lastPrice")
      else { continue }
      tickers[market.symbol] = try VenueTicker(bybit: content, price: price, time: time)
    }
    return tickers
  }
}

extension VenueTicker {
  fileprivate init(
    bybit content: ReplyObject, price: Price, time: Timestamp?
  ) throws(RecordProblem) {
    self.init(
      price: price, bid: try content.positiveUnlessBlank("bid1Price"),
      ask: try content.positiveUnlessBlank("ask1Price"), time: time)
  }
}

/// The best prices of a market.
///
/// Source: `GET /v5/market/orderbook`, v5/market/orderbook.mdx of bybit-exchange/docs: at most 200
/// of each side on spot and 500 of a contract; in dollars of an inverse one.
struct BybitBook: Endpoint {
  let market: Instrument
  let depth: Int

  var draft: RequestDraft {
    var query = BybitScope.market(market).parameters
    let depthMax = market.symbol.kind == .spot ? 200 : 500
    query.add("limit", String(min(max(depth, 1), depthMax)))
    return .bybit("market/orderbook", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let result = try reply.bybitResult
    return VenueBook(
      bids: try VenueBook.Level.levels(
        in: try result.list("b"), atMost: depth, contractsOf: market),
      asks: try VenueBook.Level.levels(
        in: try result.list("a"), atMost: depth, contractsOf: market),
      time: try result.ifAny("ts", result.moment))
  }
}

/// The newest trades of a market, which the venue tells newest first.
///
/// Source: `GET /v5/market/recent-trade`, v5/market/recent-trade.mdx of bybit-exchange/docs: at
/// most 60 on spot and 1000 of a contract; in dollars of an inverse one.
struct BybitTrades: Endpoint {
  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    var query = BybitScope.market(market).parameters
    let limitMax = market.symbol.kind == .spot ? 60 : 1000
    query.add("limit", limit.map { String(min(max($0, 1), limitMax)) })
    return .bybit("market/recent-trade", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.bybitList.reversed() {
      let price: Price = try content.positive("price")
      trades.append(
        Trade(
          time: try content.moment("time"), price: price,
          quantity: try market.baseQuantity("size", at: price, in: content),
          aggressor: try content.word("side", in: BybitWords.sides)))
    }
    return trades
  }
}

/// Candles of a market, which the venue tells newest first.
///
/// Where they are to begin within a candle, that one may come too. It is asked for beside the others
/// and left out, so that one at the least is told.
///
/// Source: `GET /v5/market/kline`, v5/market/kline.mdx of bybit-exchange/docs: at most 1000. Volume
/// comes before turnover; of inverse contracts it is the turnover that is in base units. Without
/// either: `GET /v5/market/mark-price-kline`, mark-kline.mdx, and `GET /v5/market/index-price-kline`,
/// index-kline.mdx, of contracts alone.
struct BybitCandles: Endpoint {
  let market: Instrument
  let since: Timestamp?
  private let price: CandlePrice
  private let interval: String
  private let limit: Int?
  /// Whether `since` lies within a candle.
  private let beginsWithin: Bool

  private static let usualCount = 200
  private static let limitMax = 1000
  private static let intervals: [CandleLength: String] = [
    .oneMinute: "1", .threeMinutes: "3", .fiveMinutes: "5", .fifteenMinutes: "15",
    .halfHour: "30", .oneHour: "60", .twoHours: "120", .fourHours: "240", .sixHours: "360",
    .twelveHours: "720", .oneDay: "D", .oneWeek: "W",
  ]

  init(
    _ market: Instrument, _ length: CandleLength, of price: CandlePrice = .last,
    since: Timestamp?, limit: Int?
  ) throws(Unsupported) {
    guard price == .last || market.symbol.kind != .spot else {
      throw Unsupported("spot has no \(price.rawValue) price; name a perpetual contract")
    }
    guard let interval = Self.intervals[length] else {
      throw Unsupported("bybit has no candles of \(length.rawValue)")
    }
    self.market = market
    self.since = since
    self.price = price
    self.interval = interval
    self.limit = limit
    // Weeks begin on Monday, and 1970 did on a Thursday.
    let first: Int64 = length == .oneWeek ? 4 * TimeInterval.day.nanoseconds : 0
    beginsWithin =
      since.map { ($0.nanoseconds &- first) % length.interval.nanoseconds != 0 } ?? false
  }

  var draft: RequestDraft {
    var query = BybitScope.market(market).parameters
    query.add("interval", interval)
    query.add("start", since.map { String($0.milliseconds) })
    // The newest ones are as many as is usual there; a period is asked for in long pieces.
    let count = limit ?? (since == nil ? Self.usualCount : Self.limitMax)
    query.add("limit", String(min(max(count, 1) + (beginsWithin ? 1 : 0), Self.limitMax)))
    let name = price == .last ? "kline" : "\(price.rawValue)-price-kline"
    return .bybit("market/\(name)", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    var candles: [Candle] = []
    let place = market.symbol.isInverse ? 6 : 5
    for row in try reply.bybitResult.list("list").lists().reversed() {
      let candle = Candle(
        openTime: try row.moment(0), open: try row.positive(1), high: try row.positive(2),
        low: try row.positive(3), close: try row.positive(4),
        volume: price == .last ? try row.notNegative(place) : .zero)
      if candle.openTime >= since ?? .distantPast { candles.append(candle) }
    }
    if beginsWithin, let limit { return Array(candles.prefix(max(limit, 1))) }
    return candles
  }
}
