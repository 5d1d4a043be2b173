import Domain
import VenueInterface
import Wire

/// What the trading account has of each asset.
///
/// Source: `GET /api/v5/account/balance`, "Get balance" of www.okx.com/docs-v5/en. What was gained
/// by open positions is not part of `cashBal`.
struct OKXBalances: Endpoint {
  var draft: RequestDraft { .okx("account/balance", []) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for account in try reply.okxData {
      for content in try account.objects("details") {
        let cash: Notional = try content.unlessBlank("cashBal", content.decimal) ?? .zero
        guard !cash.isZero else { continue }
        let frozen: Notional = try content.amount("frozenBal")
        let rest = (try? cash - frozen) ?? cash
        let available: Notional = try content.unlessBlank("availBal", content.decimal) ?? rest
        // Gains can be used as margin, but are no part of the cash; what is owed is not held back.
        let free = min(max(available, .zero), max(cash, .zero))
        guard let locked = try? max(cash, .zero) - free,
          let unlocked = try? cash - locked
        else { throw content.problem("cashBal", "is out of range") }
        balances.append(
          Balance(asset: try content.text("ccy"), free: unlocked, locked: locked))
      }
    }
    return balances
  }
}

/// What the funding account has of each asset, which has to be moved before it is traded with.
///
/// Source: `GET /api/v5/asset/balances`, "Get balance" of "Funding Account" in
/// www.okx.com/docs-v5/en.
struct OKXFunding: Endpoint {
  var draft: RequestDraft { .okx("asset/balances", []) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for content in try reply.okxData {
      let free: Notional = try content.notNegative("availBal")
      let locked: Notional = try content.notNegative("frozenBal")
      guard free.isPositive || locked.isPositive else { continue }
      balances.append(Balance(asset: try content.text("ccy"), free: free, locked: locked))
    }
    return balances
  }
}

/// What trading costs; what is paid is below zero there.
///
/// Source: `GET /api/v5/account/trade-fee`, "Get fee rates" of www.okx.com/docs-v5/en: the groups of
/// markets that have a rate of their own. The rates beside them, by what swaps are settled in, are
/// deprecated, and tell more only where there are several groups.
struct OKXFees: Endpoint {
  let market: Instrument

  private var suffix: String {
    switch market.symbol.settle {
    case "USDT": "U"
    case "USDC": "USDC"
    default: ""
    }
  }

  var draft: RequestDraft {
    var query = [OKXKind(market).parameter]
    if market.symbol.kind == .spot {
      query.append(OKXSymbols.parameter(market))
    } else {
      query.add("instFamily", OKXSymbols.family(of: market))
    }
    return .okx("account/trade-fee", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let content = try reply.okxItem
    let groups = try content.ifAny("feeGroup", content.objects) ?? []
    if groups.count == 1 {
      return TradingFees(
        maker: -(try groups[0].decimal("maker")), taker: -(try groups[0].decimal("taker")))
    }
    let maker: Rate = try content.decimal("maker" + suffix)
    let taker: Rate = try content.decimal("taker" + suffix)
    return TradingFees(maker: -maker, taker: -taker)
  }
}

/// What the key may do.
///
/// Source: `perm` of `GET /api/v5/account/config`, "Get account configuration" of
/// www.okx.com/docs-v5/en.
struct OKXKeyPermissions: Endpoint {
  var draft: RequestDraft { .okx("account/config", []) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    let words = try reply.okxItem.text("perm").split(separator: ",")
    return KeyPermissions(
      canTrade: words.contains("trade"), canWithdraw: words.contains("withdraw"))
  }
}

/// The positions that are not flat.
///
/// Source: `GET /api/v5/account/positions`, "Get positions" of www.okx.com/docs-v5/en: contracts,
/// below zero for a short position of an account that holds both sides as one.
struct OKXPositions: Endpoint {
  /// Nil for all of them.
  let market: Instrument?

  var draft: RequestDraft {
    var query = [OKXKind.swap.parameter]
    if let market { query.append(OKXSymbols.parameter(market)) }
    return .okx("account/positions", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenuePosition> {
    var held: [ReplyObject] = []
    for content in try reply.okxData {
      let count: Rate = try content.unlessBlank("pos", content.decimal) ?? .zero
      if !count.isZero { held.append(content) }
    }
    return try Page(held, marketIn: "instId", markets, isSpot: false) {
      (content, market) throws(RecordProblem) in try VenuePosition(okx: content, in: market)
    }
  }
}

extension VenuePosition {
  fileprivate init(okx content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let count: Rate = try content.decimal("pos")
    let word = try content.text("posSide")
    guard let quantity = try? market.contractSize * count.magnitude else {
      throw content.problem("pos", "is out of range")
    }
    let side: PositionSide
    switch word {
    case "long": side = .long
    case "short": side = .short
    default: side = count.isNegative ? .short : .long
    }
    self.init(
      symbol: market.symbol, side: side, quantity: quantity,
      entryPrice: try content.positive("avgPx"),
      markPrice: try content.positiveUnlessBlank("markPx"),
      leverage: try content.positiveUnlessBlank("lever"),
      unrealizedPnL: try content.unlessBlank("upl", content.decimal),
      liquidationPrice: try content.positiveUnlessBlank("liqPx"), isHedged: word != "net",
      marginMode: try content.word("mgnMode", in: OKXWords.marginModes))
  }
}

/// How positions of a market are borrowed for, by orders as they are placed from here.
///
/// Source: `GET /api/v5/account/leverage-info`, "Get leverage" of www.okx.com/docs-v5/en.
struct OKXLeverage: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .okx(
      "account/leverage-info",
      [OKXSymbols.parameter(market), RequestDraft.Parameter("mgnMode", "cross")])
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> LeverageSetting {
    let content = try reply.okxItem
    try OKXSymbols.check(content, isAbout: market)
    return LeverageSetting(
      leverage: try content.positive("lever"),
      marginMode: try content.word("mgnMode", in: OKXWords.marginModes))
  }
}

/// Sets the leverage of a market.
///
/// Source: `POST /api/v5/account/set-leverage`, "Set leverage" of www.okx.com/docs-v5/en.
struct OKXChangeLeverage: Endpoint {
  let market: Instrument
  let leverage: Rate

  init(_ market: Instrument, _ leverage: Rate) throws(Unsupported) {
    guard leverage >= .one else { throw Unsupported("leverage is 1 or more, not \(leverage)") }
    self.market = market
    self.leverage = leverage
  }

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("instId", OKXSymbols.name(of: market))
    body.add("lever", leverage.description)
    body.add("mgnMode", "cross")
    return .okx("account/set-leverage", body.body)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {
    let item = try reply.okxItem
    let set: Rate = try item.decimal("lever")
    guard set == leverage else { throw item.problem("lever", "is \(set), not \(leverage)") }
  }
}
