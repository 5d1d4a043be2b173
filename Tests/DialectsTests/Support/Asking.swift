import Domain
import VenueInterface
import Wire

@testable import Dialects

extension RequestDraft {
  /// The request without key and signature, on one line.
  var line: String {
    let request = request(to: HTTPOrigin(https: "venue.example"))
    let body = String(decoding: request.body, as: UTF8.self)
    return "\(method.rawValue) \(request.target)" + (body.isEmpty ? "" : " \(body)")
  }
}

extension VenueCall {
  var line: String { draft.line }
}

extension Dialect {
  /// What a reply of the venue means for who asked.
  func answer<Answer>(
    _ body: String, to call: VenueCall<Answer>, status: Int = 200, _ markets: VenueMarkets = .test,
    headers: [HTTPHeader] = []
  ) throws(VenueError) -> Answer {
    try answer(
      HTTPResponse(status: status, headers: HTTPHeaders(headers), body: Array(body.utf8)), to: call,
      markets,
      ReplyReader())
  }

  /// Why the venue did not do what it was asked; nil where it did.
  func failure<Answer>(
    _ body: String, to call: VenueCall<Answer>, status: Int = 200, headers: [HTTPHeader] = [],
    _ markets: VenueMarkets = .test
  ) -> VenueError? {
    do throws(VenueError) {
      _ = try answer(body, to: call, status: status, markets, headers: headers)
      return nil
    } catch {
      return error
    }
  }

  /// What a reply that a fixture holds means for who asked.
  func answer<Answer>(
    fixture: String, to call: VenueCall<Answer>, _ markets: VenueMarkets = .test
  ) throws -> Answer {
    try answer(
      HTTPResponse(status: 200, body: try Fixture.bytes(fixture)), to: call, markets,
      ReplyReader())
  }
}

extension OrderAnswer {
  var order: VenueOrder? { if case .order(let order) = self { order } else { nil } }
}

extension OrderLookup {
  var order: VenueOrder? { if case .order(let order) = self { order } else { nil } }
}
