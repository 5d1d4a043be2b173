import Domain
import VenueInterface
import Wire

// What all the venue's replies have in common: `{"retCode":0,"result":{…},"time":…}`.

extension VenueReply {
  var bybitResult: ReplyObject {
    get throws(RecordProblem) { try object.object("result") }
  }

  /// The objects of the list that most results are.
  var bybitList: [ReplyObject] {
    get throws(RecordProblem) { try bybitResult.objects("list") }
  }

  /// Where the list goes on; nil at its end.
  var bybitMark: String? {
    get throws(RecordProblem) {
      let result = try bybitResult
      return try result.unlessBlank("nextPageCursor", result.text)
    }
  }

  /// When the venue answered.
  var bybitTime: Timestamp? {
    get throws(RecordProblem) {
      let content = try object
      return try content.ifAny("time", content.moment)
    }
  }
}

extension RequestDraft {
  /// A request that only asks.
  static func bybit(
    _ name: String, _ query: [Parameter], access: Access = .signed
  ) -> RequestDraft {
    RequestDraft(.get, "/v5/\(name)", query: query, access: access)
  }

  /// A request that may change something.
  static func bybit(
    _ name: String, _ body: JSONBody, purpose: Purpose = .place
  ) -> RequestDraft {
    RequestDraft(.post, "/v5/\(name)", body: body.body, access: .signed, purpose: purpose)
  }
}
