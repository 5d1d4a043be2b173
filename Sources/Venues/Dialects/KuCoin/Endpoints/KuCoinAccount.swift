import Domain
import VenueInterface
import Wire

/// What can be traded with of each asset: what lies in the main account has to be moved first.
///
/// Accounts of high frequency are called `trade_hf` where they were opened apart, and `trade`
/// since.
///
/// Source: `GET /api/v1/accounts`, "Get Account List - Spot" in www.kucoin.com/docs-new.
struct KuCoinBalances: Endpoint {
  private static let types: Set = ["trade", "trade_hf"]
  private static let fundingType = "main"

  /// Whether the main account is meant instead.
  var isFunding = false

  var draft: RequestDraft {
    .kucoin(
      "accounts", isFunding ? [RequestDraft.Parameter("type", Self.fundingType)] : [], weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for content in try reply.kucoinObjects
    where (isFunding ? [Self.fundingType] : Self.types).contains(try content.text("type")) {
      let free: Notional = try content.notNegative("available")
      let locked: Notional = try content.notNegative("holds")
      guard free.isPositive || locked.isPositive else { continue }
      let asset = try content.text("currency")
      let place = balances.firstIndex { $0.asset == asset }
      guard let place else {
        balances.append(Balance(asset: asset, free: free, locked: locked))
        continue
      }
      guard let sum = try? balances[place].free + free,
        let held = try? balances[place].locked + locked
      else { throw content.problem("available", "is out of range") }
      balances[place] = Balance(asset: asset, free: sum, locked: held)
    }
    return balances
  }
}

/// What trading costs.
///
/// Source: `GET /api/v1/trade-fees`, "Get Actual Fee - Spot/Margin" in www.kucoin.com/docs-new.
struct KuCoinFees: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .kucoin(
      "trade-fees", [RequestDraft.Parameter("symbols", KuCoinSymbols.name(of: market))], weight: 3)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let content = try reply.object.list("data").object(0)
    try KuCoinSymbols.check(content, isAbout: market)
    return TradingFees(
      maker: try content.decimal("makerFeeRate"), taker: try content.decimal("takerFeeRate"))
  }
}
