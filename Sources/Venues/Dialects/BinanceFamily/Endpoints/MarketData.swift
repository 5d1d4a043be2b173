import Domain
import VenueInterface
import Wire

/// The best prices of a market.
///
/// Source: `GET /api/v3/depth`, "Order book" in rest-api.md of binance/binance-spot-api-docs;
/// `GET /fapi/v1/depth`, which knows certain depths only.
struct OrderBook: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let depth: Int

  private static let futuresDepths = [5, 10, 20, 50, 100, 500, 1000]

  /// What is asked for, from which the rest is cut off.
  private var limit: Int {
    if form.isSpot { return min(max(depth, 1), 5000) }
    return Self.futuresDepths.first { $0 >= depth } ?? 1000
  }

  private var weight: Int {
    if form.isSpot {
      return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250
    }
    return limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20
  }

  var draft: RequestDraft {
    form.reading(
      form.path("depth"),
      [
        .symbol(BinanceSymbols.name(of: market)), RequestDraft.Parameter("limit", String(limit)),
      ], access: .open, weight: weight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let content = try reply.object
    return VenueBook(
      bids: try levels(try content.list("bids")), asks: try levels(try content.list("asks")),
      time: try content.ifAny("T", content.moment))
  }

  private func levels(_ list: ReplyList) throws(RecordProblem) -> [VenueBook.Level] {
    var levels: [VenueBook.Level] = []
    for row in try list.lists().prefix(max(depth, 0)) {
      levels.append(
        VenueBook.Level(price: try row.positive(0), quantity: try row.notNegative(1)))
    }
    return levels
  }
}

/// The newest trades of a market, oldest first.
///
/// Source: `GET /api/v3/trades`, `GET /fapi/v1/trades`, "Recent trades list".
struct RecentTrades: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = [.symbol(BinanceSymbols.name(of: market))]
    query.add("limit", limit.map { String(min(max($0, 1), 1000)) })
    return form.reading(
      form.path("trades"), query, access: .open, weight: form.tradesWeight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.objects {
      trades.append(
        Trade(
          time: try content.moment("time"), price: try content.positive("price"),
          quantity: try content.positive("qty"),
          aggressor: try content.flag("isBuyerMaker") ? .sell : .buy))
    }
    return trades
  }
}

/// Candles of a market, oldest first.
///
/// Source: `GET /api/v3/klines`, `GET /fapi/v1/klines`, "Kline/Candlestick data"; on futures
/// `GET /fapi/v1/markPriceKlines` and `GET /fapi/v1/indexPriceKlines`, whose volume is 0, and which
/// AsterDEX has under the same names.
struct Candlesticks: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let length: CandleLength
  var price = CandlePrice.last
  let since: Timestamp?
  let limit: Int?

  private var name: String {
    switch price {
    case .last: "klines"
    case .mark: "markPriceKlines"
    case .index: "indexPriceKlines"
    }
  }

  private var weight: Int {
    if form.isSpot { return 2 }
    let limit = limit ?? 500
    return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1000 ? 5 : 10
  }

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = [
      // An index is that of a pair, and of no contract.
      RequestDraft.Parameter(price == .index ? "pair" : "symbol", BinanceSymbols.name(of: market)),
      RequestDraft.Parameter("interval", length.rawValue),
    ]
    query.add("startTime", since.map { String($0.milliseconds) })
    query.add("limit", limit.map { String(min(max($0, 1), form.isSpot ? 1000 : 1500)) })
    return form.reading(form.path(name), query, access: .open, weight: weight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    var candles: [Candle] = []
    for row in try reply.list.lists() {
      let candle = Candle(
        openTime: try row.moment(0), open: try row.positive(1), high: try row.positive(2),
        low: try row.positive(3), close: try row.positive(4), volume: try row.notNegative(5))
      // The venue counts in milliseconds: the one that holds `since` may have begun before it.
      if candle.openTime >= since ?? .distantPast { candles.append(candle) }
    }
    return candles
  }
}
