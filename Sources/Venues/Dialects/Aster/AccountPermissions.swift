import VenueInterface
import Wire

/// What the account may do; that its key may do less is not told.
///
/// Source: "Account Information" of asterdex/api-docs.
struct AccountPermissions: Endpoint {
  let form: BinanceForm
  let path: String

  var draft: RequestDraft { form.reading(path, weight: 5) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    let content = try reply.object
    return KeyPermissions(
      canTrade: try content.flag("canTrade"),
      canWithdraw: try content.ifAny("canWithdraw", content.flag))
  }
}
