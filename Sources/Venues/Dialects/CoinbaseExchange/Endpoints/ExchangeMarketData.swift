import Domain
import VenueInterface
import Wire

extension RequestDraft {
  /// A request of the exchange that anybody may make.
  fileprivate static func exchange(_ path: String, _ query: [Parameter] = []) -> RequestDraft {
    RequestDraft(.get, path, query: query, access: .open)
  }
}

/// All markets that can be traded.
///
/// Source: `GET /products`, "Get all known trading pairs" of docs.cdp.coinbase.com/exchange.
struct ExchangeProducts: Endpoint {
  var draft: RequestDraft { .exchange("/products") }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.objects where try isTradable(content) {
      let symbol = Symbol(
        base: try content.text("base_currency"), quote: try content.text("quote_currency"))
      guard (try? Symbol(unified: symbol.description)) == symbol else { continue }
      instruments.append(
        Instrument(
          symbol: symbol, venueSymbol: try content.text("id"),
          tick: try content.notNegative("quote_increment"),
          lot: try content.notNegative("base_increment"),
          minimumNotional: try content.amount("min_market_funds")))
    }
    return Page(instruments)
  }

  private func isTradable(_ content: ReplyObject) throws(RecordProblem) -> Bool {
    guard try content.text("status") == "online" else { return false }
    for name in ["trading_disabled", "cancel_only"]
    where try content.ifAny(name, content.flag) ?? false {
      return false
    }
    return true
  }
}

/// The venue's clock.
///
/// Source: `GET /time`, "Get server time" of docs.cdp.coinbase.com/exchange.
struct ExchangeTime: Endpoint {
  var draft: RequestDraft { .exchange("/time") }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Timestamp {
    try reply.object.time("iso")
  }
}

/// What a market trades at.
///
/// Source: `GET /products/{product_id}/ticker`, "Get product ticker" of
/// docs.cdp.coinbase.com/exchange.
struct ExchangeTicker: Endpoint {
  let market: Instrument

  var draft: RequestDraft { .exchange("/products/\(CoinbaseSymbols.name(of: market))/ticker") }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let content = try reply.object
    return VenueTicker(
      price: try content.positive("price"), bid: try content.positiveUnlessBlank("bid"),
      ask: try content.positiveUnlessBlank("ask"), time: try content.ifAny("time", content.time))
  }
}

/// The best prices of a market, the whole book at the venue.
///
/// Source: `GET /products/{product_id}/book`, "Get product book" of docs.cdp.coinbase.com/exchange:
/// the best price alone at level 1, all of them at level 2.
struct ExchangeBook: Endpoint {
  let market: Instrument
  let depth: Int

  var draft: RequestDraft {
    .exchange(
      "/products/\(CoinbaseSymbols.name(of: market))/book",
      [RequestDraft.Parameter("level", depth <= 1 ? "1" : "2")])
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueBook {
    let content = try reply.object
    return VenueBook(
      bids: try VenueBook.Level.levels(in: try content.list("bids"), atMost: depth),
      asks: try VenueBook.Level.levels(in: try content.list("asks"), atMost: depth),
      time: try content.ifAny("time", content.time))
  }
}

/// The newest trades of a market, which the venue tells newest first, with the side that waited.
///
/// Source: `GET /products/{product_id}/trades`, "Get product trades" of
/// docs.cdp.coinbase.com/exchange.
struct ExchangeTrades: Endpoint {
  let market: Instrument
  let limit: Int?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("limit", limit.map { String(min(max($0, 1), 1000)) })
    return .exchange("/products/\(CoinbaseSymbols.name(of: market))/trades", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Trade] {
    var trades: [Trade] = []
    for content in try reply.objects.reversed() {
      let maker = try content.word("side", in: ["buy": Side.buy, "sell": .sell])
      trades.append(
        Trade(
          time: try content.time("time"), price: try content.positive("price"),
          quantity: try content.positive("size"), aggressor: maker.opposite))
    }
    return trades
  }
}

/// Candles of a market, which the venue tells newest first.
///
/// Source: `GET /products/{product_id}/candles`, "Get product candles" of
/// docs.cdp.coinbase.com/exchange: seconds; low, high, open, close, volume; at most 300. The ends of a
/// period are written as the venue's client does it, in ISO 8601.
struct ExchangeCandles: Endpoint {
  let market: Instrument
  let length: CandleLength
  let since: Timestamp?
  private let count: Int

  private static let lengths: Set<CandleLength> = [
    .oneMinute, .fiveMinutes, .fifteenMinutes, .oneHour, .sixHours, .oneDay,
  ]

  init(
    _ market: Instrument, _ length: CandleLength, since: Timestamp?, limit: Int?
  ) throws(Unsupported) {
    guard Self.lengths.contains(length) else {
      throw Unsupported("coinbase-exchange has no candles of \(length.rawValue)")
    }
    self.market = market
    self.length = length
    self.since = since
    count = min(max(limit ?? 300, 1), 300)
  }

  var draft: RequestDraft {
    let seconds = length.interval.nanoseconds / 1_000_000_000
    var query = [RequestDraft.Parameter("granularity", String(seconds))]
    if let since {
      // Both ends count.
      let span = TimeInterval.seconds(Int64(count - 1) * seconds)
      query.add("start", since.text)
      query.add("end", since.advanced(by: span).text)
    }
    return .exchange("/products/\(CoinbaseSymbols.name(of: market))/candles", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Candle] {
    var candles: [Candle] = []
    for row in try reply.list.lists().reversed() {
      let candle = Candle(
        openTime: try row.seconds(0), open: try row.positive(3), high: try row.positive(2),
        low: try row.positive(1), close: try row.positive(4), volume: try row.notNegative(5))
      if candle.openTime >= since ?? .distantPast { candles.append(candle) }
    }
    return since == nil ? candles.suffix(count) : Array(candles.prefix(count))
  }
}

/// What the key's profile has of each asset.
///
/// Source: `GET /accounts`, "Get all accounts for a profile" of docs.cdp.coinbase.com/exchange.
struct ExchangeAccounts: Endpoint {
  var draft: RequestDraft { RequestDraft(.get, "/accounts", access: .signed) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for content in try reply.objects {
      let free: Notional = try content.decimal("available")
      let locked: Notional = try content.notNegative("hold")
      guard !free.isZero || locked.isPositive else { continue }
      balances.append(Balance(asset: try content.text("currency"), free: free, locked: locked))
    }
    return balances
  }
}

/// What trading costs, in all markets alike.
///
/// Source: `GET /fees`, "Get fees" of docs.cdp.coinbase.com/exchange.
struct ExchangeFees: Endpoint {
  var draft: RequestDraft { RequestDraft(.get, "/fees", access: .signed) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let content = try reply.object
    return TradingFees(
      maker: try content.decimal("maker_fee_rate"), taker: try content.decimal("taker_fee_rate"))
  }
}
