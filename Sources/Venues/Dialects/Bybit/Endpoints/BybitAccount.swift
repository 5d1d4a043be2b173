import Domain
import VenueInterface
import Wire

/// What the unified account has of each asset.
///
/// Not free is what open orders on spot hold back, and the margin of positions and other orders.
///
/// Source: `GET /v5/account/wallet-balance`, v5/account/wallet-balance.mdx of bybit-exchange/docs.
struct BybitBalances: Endpoint {
  var draft: RequestDraft {
    .bybit("account/wallet-balance", [RequestDraft.Parameter("accountType", "UNIFIED")])
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> [Balance] {
    var balances: [Balance] = []
    for account in try reply.bybitList {
      for content in try account.objects("coin") {
        let wallet: Notional = try content.unlessBlank("walletBalance", content.decimal) ?? .zero
        guard !wallet.isZero else { continue }
        var held = Notional.zero
        for name in ["locked", "totalOrderIM", "totalPositionIM"] {
          guard let sum = try? held + content.amount(name) as Notional else {
            throw content.problem(name, "is no amount")
          }
          held = sum
        }
        // What is owed cannot be held back.
        held = min(held, max(wallet, .zero))
        guard let free = try? wallet - held else {
          throw content.problem("walletBalance", "is out of range")
        }
        balances.append(Balance(asset: try content.text("coin"), free: free, locked: held))
      }
    }
    return balances
  }
}

/// What trading costs.
///
/// Source: `GET /v5/account/fee-rate`, v5/account/fee-rate.mdx of bybit-exchange/docs.
struct BybitFees: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    .bybit("account/fee-rate", BybitScope.market(market).parameters)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> TradingFees {
    let content = try reply.bybitResult.list("list").object(0)
    try BybitSymbols.check(content, isAbout: market)
    return TradingFees(
      maker: try content.decimal("makerFeeRate"), taker: try content.decimal("takerFeeRate"))
  }
}

/// What the key may do.
///
/// Source: `GET /v5/user/query-api`, v5/user/apikey-info.mdx of bybit-exchange/docs.
struct BybitKeyPermissions: Endpoint {
  var draft: RequestDraft { .bybit("user/query-api", []) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    let result = try reply.bybitResult
    let permissions = try result.object("permissions")
    let wallet = try words("Wallet", in: permissions)
    let trades = try words("Spot", in: permissions) + words("ContractTrade", in: permissions)
    let isReadOnly = try result.wholeNumber("readOnly") != 0
    return KeyPermissions(
      canTrade: !isReadOnly && !trades.isEmpty,
      canWithdraw: wallet.contains("Withdraw"))
  }

  private func words(
    _ name: String, in permissions: ReplyObject
  ) throws(RecordProblem) -> [String] {
    guard let list = try permissions.ifAny(name, permissions.list) else { return [] }
    return try list.map(list.text)
  }
}
