import VenueInterface
import Wire

/// Whether the account may trade; that its key may do less is not told.
///
/// Source: "Account Information" of asterdex/api-docs, whose `canWithdraw` says that assets can be moved
/// out of the account, and nothing of the key.
struct AccountPermissions: Endpoint {
  let form: BinanceForm
  let path: String

  var draft: RequestDraft { form.reading(path, weight: 5) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    KeyPermissions(canTrade: try reply.object.flag("canTrade"), canWithdraw: nil)
  }
}
