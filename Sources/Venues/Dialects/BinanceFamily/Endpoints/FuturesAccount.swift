import Domain
import VenueInterface
import Wire

/// What a futures account has of each asset.
///
/// What is free is what orders can be placed with; what was gained by open positions is none of the
/// venue's `walletBalance`, and not of the total here.
///
/// Source: "Account Information" of USD-M futures and of AsterDEX: `GET /fapi/v3/account`,
/// `GET /fapi/v4/account`, `GET /fapi/v3/accountWithJoinMargin`.
struct FuturesBalances: Endpoint {
  let form: BinanceForm
  let path: String

  var draft: RequestDraft { form.reading(path, weight: 5) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for content in try reply.object.objects("assets") {
      let wallet: Notional = try content.decimal("walletBalance")
      let available: Notional = try content.decimal("availableBalance")
      if wallet.isZero, available.isZero { continue }
      // Gains that are not realized can be used as margin, but are no part of the wallet.
      let free = min(available, wallet)
      guard let locked = try? wallet - free else {
        throw content.problem("walletBalance", "is out of range")
      }
      balances.append(Balance(asset: try content.text("asset"), free: free, locked: locked))
    }
    return balances
  }
}

/// The positions that are not flat.
///
/// Source: `GET /fapi/v3/positionRisk`, "Position Information V3" of USD-M futures, which tells the
/// margin and not the leverage; `GET /fapi/v2/positionRisk` of AsterDEX, which tells the leverage.
struct OpenPositions: Endpoint {
  let form: BinanceForm
  let path: String
  /// Nil for all of them.
  let market: Instrument?

  var draft: RequestDraft {
    let query = market.map { [RequestDraft.Parameter.symbol(BinanceSymbols.name(of: $0))] }
    return form.reading(path, query ?? [], weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenuePosition> {
    var held: [ReplyObject] = []
    for content in try reply.objects {
      let amount: Quantity = try content.decimal("positionAmt")
      if !amount.isZero { held.append(content) }
    }
    return try Page(held, marketIn: "symbol", markets, isSpot: false) {
      (content, market) throws(RecordProblem) in try VenuePosition(content, in: market)
    }
  }
}

extension VenuePosition {
  fileprivate init(_ content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let amount: Quantity = try content.decimal("positionAmt")
    let side = try content.text("positionSide")
    self.init(
      symbol: market.symbol, side: amount.isNegative ? .short : .long,
      quantity: amount.magnitude, entryPrice: try content.positive("entryPrice"),
      markPrice: try content.positiveIfAny("markPrice"), leverage: try content.leverageIfAny(),
      unrealizedPnL: try content.ifAny("unRealizedProfit", content.decimal),
      liquidationPrice: try content.positiveIfAny("liquidationPrice"), isHedged: side != "BOTH")
  }
}

extension ReplyObject {
  /// The leverage of a position, or what its margin says of it; leverage is a whole number there.
  fileprivate func leverageIfAny() throws(RecordProblem) -> Rate? {
    if let leverage: Rate = try positiveIfAny("leverage") { return leverage }
    guard let notional: Notional = try ifAny("notional", decimal),
      let margin: Notional = try positiveIfAny("positionInitialMargin"),
      let ratio = try? notional.magnitude.ratio(to: margin, rounding: .toNearestOrEven),
      let whole = try? ratio.rounded(.toNearestOrEven, toMultipleOf: .one)
    else { return nil }
    return max(whole, .one)
  }
}

/// How positions of a market are borrowed for.
///
/// Source: `GET /fapi/v1/symbolConfig`, "Symbol Configuration" of USD-M futures; AsterDEX tells it
/// with its positions, flat ones too.
struct SymbolLeverage: Endpoint {
  let form: BinanceForm
  let path: String
  let market: Instrument

  private static let modes: [String: MarginMode] = [
    "CROSSED": .cross, "ISOLATED": .isolated, "cross": .cross, "isolated": .isolated,
  ]

  var draft: RequestDraft {
    form.reading(path, [.symbol(BinanceSymbols.name(of: market))], weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> LeverageSetting {
    let list = try reply.list
    // In hedge mode there is one for each side, which have the same.
    let content = try list.object(0)
    try BinanceSymbols.check(content, isAbout: market)
    return LeverageSetting(
      leverage: try content.positive("leverage"),
      marginMode: try content.ifAny("marginType") { (name) throws(RecordProblem) in
        try content.word(name, in: Self.modes)
      })
  }
}

/// Sets the leverage of a market.
///
/// Source: `POST /fapi/v1/leverage`, "Change Initial Leverage": a whole number from 1 to 125.
struct ChangeLeverage: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let leverage: Rate

  init(form: BinanceForm, market: Instrument, leverage: Rate) throws(Unsupported) {
    guard leverage.isMultiple(of: .one), leverage >= .one, leverage <= Rate(125) else {
      throw Unsupported("leverage is a whole number from 1 to 125 there, not \(leverage)")
    }
    self.form = form
    self.market = market
    self.leverage = leverage
  }

  var draft: RequestDraft {
    form.writing(
      .post, form.path("leverage"),
      [
        .symbol(BinanceSymbols.name(of: market)),
        RequestDraft.Parameter("leverage", leverage.description),
      ])
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {
    let content = try reply.object
    let set: Rate = try content.decimal("leverage")
    guard set == leverage else {
      throw content.problem("leverage", "is \(set), not \(leverage)")
    }
  }
}

/// Sets which money stands in for positions of a market.
///
/// Source: `POST /fapi/v1/marginType`, "Change Margin Type"; -4046 says that it is so already.
struct ChangeMarginMode: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let mode: MarginMode

  var draft: RequestDraft {
    form.writing(
      .post, form.path("marginType"),
      [
        .symbol(BinanceSymbols.name(of: market)),
        RequestDraft.Parameter("marginType", mode == .cross ? "CROSSED" : "ISOLATED"),
      ])
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// What trading costs.
///
/// Source: `GET /fapi/v1/commissionRate`, "User Commission Rate".
struct FuturesFees: Endpoint {
  let form: BinanceForm
  let market: Instrument

  var draft: RequestDraft {
    form.reading(
      form.path("commissionRate"), [.symbol(BinanceSymbols.name(of: market))], weight: 20)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let content = try reply.object
    try BinanceSymbols.check(content, isAbout: market)
    return TradingFees(
      maker: try content.decimal("makerCommissionRate"),
      taker: try content.decimal("takerCommissionRate"))
  }
}
