import Domain
import VenueInterface
import Wire

/// All markets of a category that can be traded.
///
/// Source: `GET /v5/market/instruments-info`, v5/market/instrument.mdx of bybit-exchange/docs: of
/// contracts at most 1000 at a time; spot comes whole. The sizes of inverse contracts are dollars.
struct BybitInstruments: Endpoint {
  let category: BybitCategory
  /// Where the list goes on; nil at its beginning.
  var mark: String?

  var draft: RequestDraft {
    var query = [category.parameter]
    if category != .spot { query.add("limit", "1000") }
    query.add("cursor", mark)
    return .bybit("market/instruments-info", query, access: .open)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.bybitList where try isTradable(content) {
      guard let symbol = try BybitSymbols.symbol(content, category) else { continue }
      let prices = try content.object("priceFilter")
      let lots = try content.object("lotSizeFilter")
      var instrument = Instrument(symbol: symbol, venueSymbol: try content.text("symbol"))
      instrument.tick = try prices.notNegative("tickSize")
      if category == .spot {
        // Its `minOrderQty` does not hold any more; what an order is worth counts.
        instrument.lot = try lots.notNegative("basePrecision")
        instrument.minimumNotional = try lots.amount("minOrderAmt")
        instrument.maximumQuantity = try lots.amount(
          lots.has("maxLimitOrderQty") ? "maxLimitOrderQty" : "maxOrderQty")
        instrument.maximumMarketQuantity = try lots.amount("maxMarketOrderQty")
      } else {
        instrument.lot = try lots.notNegative("qtyStep")
        instrument.minimumQuantity = try lots.amount("minOrderQty")
        instrument.minimumNotional = try lots.amount("minNotionalValue")
        instrument.maximumQuantity = try lots.amount("maxOrderQty")
        instrument.maximumMarketQuantity = try lots.amount("maxMktOrderQty")
      }
      instruments.append(instrument)
    }
    guard let mark = try reply.bybitMark, try !reply.bybitList.isEmpty else {
      return Page(instruments)
    }
    guard mark != self.mark else { throw .circle }
    return Page(
      instruments, next: VenueCall(BybitInstruments(category: category, mark: mark)))
  }

  /// What is delivered on a day has no unified name.
  private func isTradable(_ content: ReplyObject) throws(RecordProblem) -> Bool {
    guard try content.text("status") == "Trading" else { return false }
    if category == .spot { return true }
    let type = try content.text("contractType")
    return type == (category == .inverse ? "InversePerpetual" : "LinearPerpetual")
  }
}

/// The venue's clock.
///
/// Source: `GET /v5/market/time`, v5/market/time.mdx of bybit-exchange/docs.
struct BybitTime: Endpoint {
  var draft: RequestDraft { .bybit("market/time", [], access: .open) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Timestamp {
    try reply.object.moment("time")
  }
}
