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
  static func okx(_ name: String, _ body: Body, purpose: Purpose = .place) -> RequestDraft {
    RequestDraft(.post, "/api/v5/\(name)", body: body, access: .signed, purpose: purpose)
  }
}
