import Domain
import VenueInterface
import Wire

/// All markets that can be traded.
///
/// Source: `GET /api/v3/exchangeInfo`, "Exchange information" in rest-api.md of
/// binance/binance-spot-api-docs, and its filters.md; `GET /fapi/v1/exchangeInfo` of USD-M futures,
/// which AsterDEX has too.
struct InstrumentList: Endpoint {
  let form: BinanceForm

  var draft: RequestDraft {
    guard form.isSpot else {
      return form.reading(form.path("exchangeInfo"), access: .open, weight: 1)
    }
    // What cannot be traded, and who may trade it, is most of the list.
    return form.reading(
      form.path("exchangeInfo"),
      [
        RequestDraft.Parameter("showPermissionSets", "false"),
        RequestDraft.Parameter("symbolStatus", "TRADING"),
      ], access: .open, weight: 20)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.object.objects("symbols") where try isTradable(content) {
      // What is settled in another currency is sized in another way.
      guard let symbol = try BinanceSymbols.symbol(content, isSpot: form.isSpot),
        symbol.kind == (form.isSpot ? .spot : .linear)
      else { continue }
      var instrument = Instrument(symbol: symbol, venueSymbol: try content.text("symbol"))
      try apply(try content.objects("filters"), to: &instrument)
      instruments.append(instrument)
    }
    return Page(instruments)
  }

  private func isTradable(_ content: ReplyObject) throws(RecordProblem) -> Bool {
    guard try content.text("status") == "TRADING" else { return false }
    if form.isSpot {
      return try content.ifAny("isSpotTradingAllowed", content.flag) ?? true
    }
    // Perpetuals on stocks have a name of their own that ends so; what is delivered ends otherwise.
    return try content.text("contractType").hasSuffix("PERPETUAL")
  }

  private func apply(
    _ filters: [ReplyObject], to instrument: inout Instrument
  ) throws(RecordProblem) {
    for filter in filters {
      switch try filter.text("filterType") {
      case "PRICE_FILTER": instrument.tick = try filter.notNegative("tickSize")
      case "LOT_SIZE":
        instrument.lot = try filter.notNegative("stepSize")
        instrument.minimumQuantity = try filter.notNegative("minQty")
        instrument.maximumQuantity = try filter.notNegative("maxQty")
      case "MARKET_LOT_SIZE":
        instrument.maximumMarketQuantity = try filter.notNegative("maxQty")
      case "NOTIONAL", "MIN_NOTIONAL":
        let name = form.isSpot ? "minNotional" : "notional"
        instrument.minimumNotional = try filter.notNegative(name)
      default: break
      }
    }
  }
}

/// How many requests the venue takes, as it says itself.
///
/// Source: `rateLimits` of the same reply.
struct PublishedLimits: Endpoint {
  let form: BinanceForm

  var draft: RequestDraft {
    // The limits stand before the markets, of which one is enough.
    let market: [RequestDraft.Parameter] = form.isSpot ? [.symbol("BTCUSDT")] : []
    return form.reading(
      form.path("exchangeInfo"), market, access: .open, weight: form.isSpot ? 20 : 1)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [RequestLimit] {
    var limits: [RequestLimit] = []
    for content in try reply.object.objects("rateLimits") {
      let limit = BinanceUsage.limit(
        try content.text("rateLimitType"), try content.text("interval"),
        try content.wholeNumber("intervalNum"), try content.wholeNumber("limit"))
      if let limit { limits.append(limit) }
    }
    return limits
  }
}

/// The venue's clock.
///
/// Source: `GET /api/v3/time`, `GET /fapi/v1/time`.
struct ServerTime: Endpoint {
  let form: BinanceForm

  var draft: RequestDraft { form.reading(form.path("time"), access: .open, weight: 1) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Timestamp {
    try reply.object.moment("serverTime")
  }
}
