import VenueInterface
import Wire

/// What a key may do, on spot or on futures.
///
/// Source: `GET /sapi/v1/account/apiRestrictions`, "Get API Key Permission" of
/// developers.binance.com/docs/wallet; it is not there on the test networks.
struct KeyRestrictions: Endpoint {
  /// The hosts that answer it.
  static let service = VenueService("wallet")

  /// The permission that trading needs.
  let permission: String

  var draft: RequestDraft {
    RequestDraft(
      .get, "/sapi/v1/account/apiRestrictions", of: Self.service, access: .signed, weight: 1)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    let content = try reply.object
    return KeyPermissions(
      canTrade: try content.flag(permission), canWithdraw: try content.flag("enableWithdrawals"))
  }
}
