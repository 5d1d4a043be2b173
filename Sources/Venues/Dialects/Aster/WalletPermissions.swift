import Domain
import VenueInterface
import Wire

/// What a wallet may do that signs for the account, as the list of all of them says.
///
/// Source: `GET /fapi/v3/agent`, demo/aster-code.py of asterdex/api-docs, and "Get Agents" of the pages
/// on Aster Code, whose example this follows; the weight is not said there.
struct WalletPermissions: Endpoint {
  let form: BinanceForm
  /// The address of the wallet.
  let address: String
  let time: Timestamp

  init(form: BinanceForm, of key: KeyInUse) throws(Unsupported) {
    guard let address = key.name else {
      throw Unsupported("aster tells what a wallet may do only to who says which one")
    }
    self.form = form
    self.address = address.lowercased()
    time = key.time
  }

  var draft: RequestDraft { form.reading(form.path("agent"), weight: 1) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> KeyPermissions {
    for content in try reply.objects
    where try content.text("agentAddress").lowercased() == address {
      let end = try content.ifAny("expired", content.moment) ?? .distantFuture
      let canTrade = try content.flag("canPerpTrade")
      return KeyPermissions(
        canTrade: canTrade && time < end, canWithdraw: try content.flag("canWithdraw"))
    }
    // It signs for nobody, or not for this account.
    return KeyPermissions(canTrade: false, canWithdraw: nil)
  }
}
