import Domain
import VenueInterface
import Wire

/// What a spot account has of each asset.
///
/// Source: `GET /api/v3/account`, "Account information" in rest-api.md of
/// binance/binance-spot-api-docs.
struct SpotBalances: Endpoint {
  let form: BinanceForm

  var draft: RequestDraft {
    form.reading(
      form.path("account"), [RequestDraft.Parameter("omitZeroBalances", "true")], weight: 20)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for content in try reply.object.objects("balances") {
      let balance = Balance(
        asset: try content.text("asset"), free: try content.notNegative("free"),
        locked: try content.notNegative("locked"))
      if balance.free.isPositive || balance.locked.isPositive { balances.append(balance) }
    }
    return balances
  }
}

/// What trading costs, without the discount for paying in the venue's own coin.
///
/// Source: `GET /api/v3/account/commission`, "Query Commission Rates"; a tax and a special rate may
/// come on top of the standard one.
struct SpotFees: Endpoint {
  let form: BinanceForm
  let market: Instrument

  var draft: RequestDraft {
    form.reading(
      form.path("account/commission"), [.symbol(BinanceSymbols.name(of: market))], weight: 20)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let content = try reply.object
    try BinanceSymbols.check(content, isAbout: market)
    var maker = Rate.zero
    var taker = Rate.zero
    for name in ["standardCommission", "specialCommission", "taxCommission"] {
      guard let part = try content.ifAny(name, content.object) else { continue }
      guard let makerSum = try? maker + part.decimal("maker") as Rate,
        let takerSum = try? taker + part.decimal("taker") as Rate
      else { throw content.problem(name, "is not two numbers") }
      maker = makerSum
      taker = takerSum
    }
    return TradingFees(maker: maker, taker: taker)
  }
}
