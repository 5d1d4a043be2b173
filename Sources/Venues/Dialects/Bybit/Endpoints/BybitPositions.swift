import Domain
import VenueInterface
import Wire

/// The positions that are not flat.
///
/// Source: `GET /v5/position/list`, v5/position/position-info.mdx of bybit-exchange/docs: at most
/// 200 at a time, for a settlement currency only those that are not flat. A market has two at the most.
struct BybitPositions: Endpoint {
  let scope: BybitScope
  var mark: String?

  var draft: RequestDraft {
    var query = scope.parameters
    if case .market = scope {} else { query.add("limit", "200") }
    query.add("cursor", mark)
    return .bybit("position/list", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenuePosition> {
    var held: [ReplyObject] = []
    let contents = try reply.bybitList
    for content in contents {
      let size: Quantity = try content.amount("size")
      if size.isPositive { held.append(content) }
    }
    var page = try Page(held, marketIn: "symbol", markets, isSpot: false) {
      (content, market) throws(RecordProblem) in try VenuePosition(bybit: content, in: market)
    }
    if !contents.isEmpty, let mark = try reply.bybitMark {
      guard mark != self.mark else { throw .circle }
      page.next = VenueCall(BybitPositions(scope: scope, mark: mark))
    }
    return page
  }
}

extension VenuePosition {
  fileprivate init(bybit content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let index = try content.wholeNumber("positionIdx")
    let side = try content.word("side", in: BybitWords.sides)
    self.init(
      symbol: market.symbol, side: side == .buy ? .long : .short,
      quantity: try content.positive("size"), entryPrice: try content.positive("avgPrice"),
      markPrice: try content.positiveUnlessBlank("markPrice"),
      leverage: try content.positiveUnlessBlank("leverage"),
      unrealizedPnL: try content.unlessBlank("unrealisedPnl", content.decimal),
      liquidationPrice: try content.positiveUnlessBlank("liqPrice"),
      isHedged: BybitWords.positionSides[index] != nil)
  }
}

/// How positions of a market are borrowed for; flat ones are told too.
///
/// Source: as `BybitPositions`. What it says of margin modes is of accounts that are not unified.
struct BybitLeverage: Endpoint {
  let market: Instrument

  var draft: RequestDraft { .bybit("position/list", BybitScope.market(market).parameters) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> LeverageSetting {
    // In hedge mode there is one for each side, which have the same.
    let content = try reply.bybitResult.list("list").object(0)
    try BybitSymbols.check(content, isAbout: market)
    return LeverageSetting(leverage: try content.positive("leverage"), marginMode: nil)
  }
}

/// Sets the leverage of a market, of both sides.
///
/// Source: `POST /v5/position/set-leverage`, v5/position/leverage.mdx of bybit-exchange/docs;
/// 110043 says that it is so already.
struct BybitChangeLeverage: Endpoint {
  let market: Instrument
  let leverage: Rate

  init(_ market: Instrument, _ leverage: Rate) throws(Unsupported) {
    guard leverage >= .one else { throw Unsupported("leverage is 1 or more, not \(leverage)") }
    self.market = market
    self.leverage = leverage
  }

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("category", BybitCategory(market).rawValue)
    body.add("symbol", BybitSymbols.name(of: market))
    body.add("buyLeverage", leverage.description)
    body.add("sellLeverage", leverage.description)
    return .bybit("position/set-leverage", body)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// Sets which money stands in for positions, of the whole account.
///
/// Source: `POST /v5/account/set-margin-mode`, v5/account/set-margin-mode.mdx of
/// bybit-exchange/docs.
struct BybitChangeMarginMode: Endpoint {
  let mode: MarginMode

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("setMarginMode", mode == .cross ? "REGULAR_MARGIN" : "ISOLATED_MARGIN")
    return .bybit("account/set-margin-mode", body)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}
