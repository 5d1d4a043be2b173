import VenueInterface
import Wire

/// What the key may do, on spot or on futures.
///
/// Source: `GET /api/v1/user/api-key`, "Get Apikey Info" in www.kucoin.com/docs-new. Older keys
/// move money out with `Transfer`; newer ones have a word for each way.
struct KuCoinKeyPermissions: Endpoint {
  /// Any of them lets trade.
  let permissions: Set<String>
  private static let withdrawals: Set = ["Transfer", "Withdrawal", "Withdraw"]

  init(permissions: Set<String>) { self.permissions = permissions }

  var draft: RequestDraft {
    RequestDraft(.get, "/api/v1/user/api-key", of: Self.service, access: .signed, weight: 20)
  }

  /// The hosts that answer it, for futures too.
  static let service = VenueService("account")

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    let words = Set(
      try reply.kucoinData.text("permission").split(separator: ",").map {
        String($0.filter { !$0.isWhitespace })
      })
    return KeyPermissions(
      canTrade: !words.isDisjoint(with: permissions),
      canWithdraw: !words.isDisjoint(with: Self.withdrawals))
  }
}
