import Testing

@testable import VenueInterface

@Suite struct HTTPResponseTests {
  private static let response = HTTPResponse(
    status: 200,
    headers: [
      HTTPHeader("X-MBX-USED-WEIGHT-1m", "12"), HTTPHeader("Set-Cookie", "a"),
      HTTPHeader("set-cookie", "b"), HTTPHeader("Empty", ""), HTTPHeader("@", "at"),
    ])

  @Test func `headers are found whatever their letters are`() {
    #expect(Self.response[header: "x-mbx-used-weight-1M"] == "12")
    #expect(Self.response[header: "SET-COOKIE"] == "a", "the first one")
    #expect(Self.response[header: "empty"] == "")
  }

  @Test func `what is not there is nil, also where it is almost there`() {
    #expect(Self.response[header: "x-mbx-used-weight-1"] == nil)
    #expect(Self.response[header: "x-mbx-used-weight-1mm"] == nil)
    #expect(Self.response[header: ""] == nil)
    // Only letters have two forms: these differ by the same bit.
    #expect(Self.response[header: "`"] == nil)
  }
}
