import Domain
import VenueInterface
import Wire

/// What a market trades at.
///
/// Source: `GET /api/v3/ticker/24hr`, "24hr ticker price change statistics" in rest-api.md of
/// binance/binance-spot-api-docs; `GET /fapi/v1/ticker/24hr`, which tells no best prices.
struct MarketTicker: Endpoint {
  let form: BinanceForm
  let market: Instrument

  var draft: RequestDraft {
    form.reading(
      form.path("ticker/24hr"), [.symbol(BinanceSymbols.name(of: market))], access: .open,
      weight: form.isSpot ? 2 : 1)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> VenueTicker {
    let content = try reply.object
    try BinanceSymbols.check(content, isAbout: market)
    return try VenueTicker(content, price: content.positive("lastPrice"))
  }
}

/// What all markets trade at; those that never did are left out.
///
/// Source: the same endpoints without a symbol.
struct AllTickers: Endpoint {
  let form: BinanceForm

  var draft: RequestDraft {
    form.reading(form.path("ticker/24hr"), access: .open, weight: form.isSpot ? 80 : 40)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Symbol: VenueTicker] {
    var tickers: [Symbol: VenueTicker] = [:]
    for content in try reply.objects {
      let name = try content.text("symbol")
      guard let market = markets.instrument(named: name, isSpot: form.isSpot),
        let price: Price = try content.positiveIfAny("lastPrice")
      else { continue }
      tickers[market.symbol] = try VenueTicker(content, price: price)
    }
    return tickers
  }
}

extension VenueTicker {
  fileprivate init(_ content: ReplyObject, price: Price) throws(RecordProblem) {
    self.init(
      price: price, bid: try content.positiveIfAny("bidPrice"),
      ask: try content.positiveIfAny("askPrice"),
      time: try content.ifAny("closeTime", content.moment))
  }
}
