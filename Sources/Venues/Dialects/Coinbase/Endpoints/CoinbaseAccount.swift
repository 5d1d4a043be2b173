import Domain
import VenueInterface
import Wire

/// What the portfolio of the key has of each asset.
///
/// Source: `GET /api/v3/brokerage/accounts`, "List Accounts" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api: at most 250 at a time. What more there
/// is cannot be joined here, and is not passed over in silence.
struct CoinbaseAccounts: Endpoint {
  var draft: RequestDraft {
    .coinbase("accounts", [RequestDraft.Parameter("limit", "250")])
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    let content = try reply.object
    guard try !(content.ifAny("has_next", content.flag) ?? false) else {
      throw content.problem("has_next", "says that there are more than 250 assets")
    }
    var balances: [Balance] = []
    for account in try content.objects("accounts") {
      let free: Notional = try account.object("available_balance").notNegative("value")
      let hold = try account.ifAny("hold", account.object)
      let locked: Notional = try hold?.notNegative("value") ?? .zero
      guard free.isPositive || locked.isPositive else { continue }
      balances.append(Balance(asset: try account.text("currency"), free: free, locked: locked))
    }
    return balances
  }
}

/// What trading costs, in all spot markets alike.
///
/// Source: `GET /api/v3/brokerage/transaction_summary`, "Get Transaction Summary" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseFees: Endpoint {
  var draft: RequestDraft {
    .coinbase("transaction_summary", [RequestDraft.Parameter("product_type", "SPOT")])
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let tier = try reply.object.object("fee_tier")
    return TradingFees(
      maker: try tier.decimal("maker_fee_rate"), taker: try tier.decimal("taker_fee_rate"))
  }
}

/// What the key may do.
///
/// Source: `GET /api/v3/brokerage/key_permissions`, "Get API Key Permissions" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseKeyPermissions: Endpoint {
  var draft: RequestDraft { .coinbase("key_permissions") }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    let content = try reply.object
    return KeyPermissions(
      canTrade: try content.flag("can_trade"), canWithdraw: try content.flag("can_transfer"))
  }
}
