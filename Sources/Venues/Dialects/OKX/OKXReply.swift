import Domain
import VenueInterface
import Wire

// What all the venue's replies have in common: `{"code":"0","msg":"","data":[…]}`.

extension VenueReply {
  var okxData: [ReplyObject] {
    get throws(RecordProblem) { try object.objects("data") }
  }

  /// The only object of the data, where there must be one.
  var okxItem: ReplyObject {
    get throws(RecordProblem) { try object.list("data").object(0) }
  }
}

extension RequestDraft {
  /// A request that only asks.
  static func okx(
    _ name: String, _ query: [Parameter], access: Access = .signed
  ) -> RequestDraft {
    RequestDraft(.get, "/api/v5/\(name)", query: query, access: access)
  }

  /// A request that may change something.
  ///
  /// - Parameters:
  ///   - name: The path behind `/api/v5/`.
  ///   - body: What is sent.
  ///   - market: The market whose limit it draws from; nil for what is counted by account.
  ///   - purpose: What it is for.
  ///   - weight: So many plain orders of the market's limit does it take the place of.
  /// - Returns: The request.
  static func okx(
    _ name: String, _ body: Body, in market: Instrument? = nil, purpose: Purpose = .place,
    weight: Int = 1
  ) -> RequestDraft {
    var draft = RequestDraft(
      .post, "/api/v5/\(name)", body: body, access: .signed, purpose: purpose, weight: weight)
    draft.market = market?.symbol
    return draft
  }

  /// Of several orders in one request, which have a larger limit: five count as one.
  static func okxWeight(of orders: Int) -> Int { (orders + 4) / 5 }

  /// The limit of orders that wait for a price is a third of that of others; what cancels several of
  /// them counts each.
  static let okxAlgoWeight = 3
}
