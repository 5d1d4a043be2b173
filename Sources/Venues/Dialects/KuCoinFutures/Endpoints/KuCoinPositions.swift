import Domain
import VenueInterface
import Wire

/// What the futures account has of one asset.
///
/// Source: `GET /api/v1/account-overview`, "Get Account - Futures" in www.kucoin.com/docs-new. What
/// was gained by open positions is not part of `marginBalance`.
struct KuCoinMargin: Endpoint {
  let currency: String

  var draft: RequestDraft {
    .kucoinFutures(
      "v1/account-overview", [RequestDraft.Parameter("currency", currency)], weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    let data = try reply.kucoinData
    let total: Notional = try data.decimal("marginBalance")
    let available: Notional = try data.decimal("availableBalance")
    guard !total.isZero || !available.isZero else { return [] }
    // Gains that are not realized can be used as margin, but are no part of the total.
    let free = min(available, total)
    guard let locked = try? total - free else {
      throw data.problem("marginBalance", "is out of range")
    }
    let asset = KuCoinContractSymbols.asset(try data.text("currency"))
    return [Balance(asset: asset, free: free, locked: locked)]
  }
}

/// The positions that are not flat.
///
/// Source: `GET /api/v1/positions`, "Get Position List" in www.kucoin.com/docs-new: contracts,
/// below zero for a short position.
struct KuCoinPositions: Endpoint {
  var draft: RequestDraft { .kucoinFutures("v1/positions", [], weight: 2) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenuePosition> {
    var held: [ReplyObject] = []
    let whole = try reply.object
    for content in try whole.ifAny("data", whole.objects) ?? [] {
      let count: Rate = try content.decimal("currentQty")
      if !count.isZero { held.append(content) }
    }
    return try Page(held, marketIn: "symbol", markets, isSpot: false) {
      (content, market) throws(RecordProblem) in
      try VenuePosition(kucoinContract: content, in: market)
    }
  }
}

extension VenuePosition {
  fileprivate init(kucoinContract content: ReplyObject, in market: Instrument)
    throws(RecordProblem)
  {
    let count: Rate = try content.decimal("currentQty")
    guard let quantity = try? market.contractSize * count.magnitude else {
      throw content.problem("currentQty", "is out of range")
    }
    let word = try content.unlessBlank("positionSide", content.text) ?? "BOTH"
    let isCross = try content.ifAny("crossMode", content.flag) ?? false
    let set: Rate? = try content.positiveUnlessBlank("leverage")
    let real: Rate? = try content.positiveUnlessBlank("realLeverage")
    self.init(
      symbol: market.symbol,
      side: word == "BOTH"
        ? (count.isNegative ? .short : .long) : word == "SHORT" ? .short : .long,
      quantity: quantity, entryPrice: try content.positive("avgEntryPrice"),
      markPrice: try content.positiveUnlessBlank("markPrice"), leverage: set ?? real,
      unrealizedPnL: try content.unlessBlank("unrealisedPnl", content.decimal),
      liquidationPrice: try content.positiveUnlessBlank("liquidationPrice"),
      isHedged: word != "BOTH", marginMode: isCross ? .cross : .isolated)
  }
}

/// How cross positions of a market are borrowed for; isolated ones have the leverage of their
/// orders.
///
/// Source: `GET /api/v2/getCrossUserLeverage`, "Get Cross Margin Leverage" in
/// www.kucoin.com/docs-new.
struct KuCoinLeverage: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .kucoinFutures(
      "v2/getCrossUserLeverage", [KuCoinContractSymbols.parameter(market)], weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> LeverageSetting {
    let data = try reply.kucoinData
    try KuCoinContractSymbols.check(data, isAbout: market)
    return LeverageSetting(leverage: try data.positive("leverage"), marginMode: .cross)
  }
}

/// Sets the leverage of cross positions of a market.
///
/// Source: `POST /api/v2/changeCrossUserLeverage`, "Modify Cross Margin Leverage" in
/// www.kucoin.com/docs-new.
struct KuCoinChangeLeverage: Endpoint {
  let market: Instrument
  let leverage: Rate

  init(_ market: Instrument, _ leverage: Rate) throws(Unsupported) {
    guard leverage >= .one else { throw Unsupported("leverage is 1 or more, not \(leverage)") }
    self.market = market
    self.leverage = leverage
  }

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("symbol", KuCoinContractSymbols.name(of: market))
    body.add("leverage", leverage.description)
    return RequestDraft(
      .post, "/api/v2/changeCrossUserLeverage", body: body.body, access: .signed, weight: 2)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {
    let whole = try reply.object
    guard try whole.flag("data") else { throw whole.problem("data", "says that it was not set") }
  }
}

/// Sets which money stands in for positions of a market.
///
/// Source: `POST /api/v2/position/changeMarginMode`, "Switch Margin Mode" in
/// www.kucoin.com/docs-new.
struct KuCoinChangeMarginMode: Endpoint {
  let market: Instrument
  let mode: MarginMode

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("symbol", KuCoinContractSymbols.name(of: market))
    body.add("marginMode", mode.rawValue.uppercased())
    return RequestDraft(
      .post, "/api/v2/position/changeMarginMode", body: body.body, access: .signed, weight: 2)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {
    let data = try reply.kucoinData
    guard try data.text("marginMode") == mode.rawValue.uppercased() else {
      throw data.problem("marginMode", "is not the one that was asked for")
    }
  }
}

/// What trading costs.
///
/// Source: `GET /api/v1/trade-fees`, "Get Actual Fee - Futures" in www.kucoin.com/docs-new.
struct KuCoinContractFees: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .kucoinFutures("v1/trade-fees", [KuCoinContractSymbols.parameter(market)], weight: 3)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let data = try reply.kucoinData
    try KuCoinContractSymbols.check(data, isAbout: market)
    return TradingFees(
      maker: try data.decimal("makerFeeRate"), taker: try data.decimal("takerFeeRate"))
  }
}
