import Domain
import Testing

@testable import VenueInterface

@Suite struct RequestDraftTests {
  private static let origin = HTTPOrigin(https: "venue.example")

  @Test func `parameters are encoded in the order that they are given in`() {
    let draft = RequestDraft(
      .get, "/v1/book",
      query: [
        RequestDraft.Parameter("symbol", "A/B C"), RequestDraft.Parameter("limit", "5"),
        RequestDraft.Parameter("a", "币"),
      ], access: .open)
    let request = draft.request(to: Self.origin)
    #expect(request.target == "/v1/book?symbol=A%2FB%20C&limit=5&a=%E5%B8%81")
    #expect(request.body.isEmpty && request.headers.isEmpty && request.secrets.isEmpty)
    #expect(!request.isWrite && request.malformation == nil && request.origin == Self.origin)
  }

  @Test func `a body says what it is`() {
    let form = RequestDraft(
      .post, "/v1/order", query: [RequestDraft.Parameter("q", "1")],
      body: .form([RequestDraft.Parameter("side", "B&S"), RequestDraft.Parameter("x", "")]),
      access: .signed
    ).request(to: Self.origin)
    #expect(form.target == "/v1/order?q=1")
    #expect(String(decoding: form.body, as: UTF8.self) == "side=B%26S&x=")
    #expect(form.headers == [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")])
    #expect(form.isWrite)
    let json = RequestDraft(.put, "/v1/order", body: .json(Array("{}".utf8)), access: .signed)
      .request(to: Self.origin)
    #expect(json.headers == [HTTPHeader("Content-Type", "application/json")])
    #expect(json.body == Array("{}".utf8))
  }
}
