import Domain
import VenueInterface
import Wire

/// All markets of a kind that can be traded.
///
/// Source: `GET /api/v5/public/instruments`, "Get instruments" of www.okx.com/docs-v5/en. The
/// largest market order of spot is counted in dollars, which is no quantity. What a contract is
/// worth, `ctVal`, is in the base currency of a linear swap and in the quote currency of an inverse
/// one.
struct OKXInstruments: Endpoint {
  let kind: OKXKind

  var draft: RequestDraft { .okx("public/instruments", [kind.parameter], access: .open) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<Instrument> {
    var instruments: [Instrument] = []
    for content in try reply.okxData where try content.text("state") == "live" {
      guard let symbol = try symbol(content) else { continue }
      var instrument = Instrument(symbol: symbol, venueSymbol: try content.text("instId"))
      if kind == .swap {
        let value: Quantity = try content.positive("ctVal")
        let multiple: Rate = try content.positiveUnlessBlank("ctMult") ?? .one
        guard let size = try? value * multiple else {
          throw content.problem("ctVal", "is out of range")
        }
        instrument.contractSize = size
        instrument.maximumMarketQuantity = try instrument.size("maxMktSz", in: content)
      }
      instrument.tick = try content.notNegative("tickSz")
      instrument.lot = try instrument.size("lotSz", in: content)
      instrument.minimumQuantity = try instrument.size("minSz", in: content)
      instrument.maximumQuantity = try instrument.size("maxLmtSz", in: content)
      instruments.append(instrument)
    }
    return Page(instruments)
  }

  /// Nil for what has none: assets outside the unified alphabet, and contracts of anything else.
  private func symbol(_ content: ReplyObject) throws(RecordProblem) -> Symbol? {
    let symbol: Symbol
    switch kind {
    case .spot:
      symbol = Symbol(base: try content.text("baseCcy"), quote: try content.text("quoteCcy"))
    case .swap:
      let kinds: [String: MarketKind] = ["linear": .linear, "inverse": .inverse]
      guard let kind = kinds[try content.text("ctType")] else { return nil }
      let pair = try content.text("instFamily").split(separator: "-")
      guard pair.count == 2, try content.text("ctValCcy") == pair[kind == .inverse ? 1 : 0] else {
        return nil
      }
      symbol = Symbol(
        base: String(pair[0]), quote: String(pair[1]), settle: try content.text("settleCcy"))
      guard symbol.kind == kind else { return nil }
    }
    return (try? Symbol(unified: symbol.description)) == symbol ? symbol : nil
  }
}

/// The venue's clock.
///
/// Source: `GET /api/v5/public/time`, "Get system time" of www.okx.com/docs-v5/en.
struct OKXTime: Endpoint {
  var draft: RequestDraft { .okx("public/time", [], access: .open) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Timestamp {
    try reply.okxItem.moment("ts")
  }
}
