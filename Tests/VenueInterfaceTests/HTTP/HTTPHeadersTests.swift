import Testing

@testable import VenueInterface

@Suite struct HTTPHeadersTests {
  private static let list = [
    HTTPHeader("X-MBX-USED-WEIGHT-1m", "12"), HTTPHeader("Set-Cookie", "a"),
    HTTPHeader("set-cookie", "b"), HTTPHeader("Empty", ""), HTTPHeader("@", "at"),
    HTTPHeader("Date", "Fri, 20 Nov 2026 12:00:00 GMT"),
  ]
  private static let headers = HTTPHeaders(list)

  @Test func `headers are found whatever their letters are`() {
    #expect(Self.headers["x-mbx-used-weight-1M"] == "12")
    #expect(Self.headers["SET-COOKIE"] == "a", "the first one")
    #expect(Self.headers["empty"] == "")
    #expect(Self.headers["date"] == "Fri, 20 Nov 2026 12:00:00 GMT")
  }

  @Test func `what is not there is nil, also where it is almost there`() {
    #expect(Self.headers["x-mbx-used-weight-1"] == nil)
    #expect(Self.headers["x-mbx-used-weight-1mm"] == nil)
    #expect(Self.headers[""] == nil)
    #expect(Self.headers["cookie"] == nil)
    #expect(Self.headers["a"] == nil, "a value is no name")
    // Only letters have two forms: these differ by the same bit.
    #expect(Self.headers["`"] == nil)
    #expect(HTTPHeaders([])["Date"] == nil)
  }

  @Test func `all of them are given in order`() {
    #expect(Self.headers.all == Self.list)
    #expect(HTTPHeaders(lines: []).all.isEmpty)
  }

  @Test func `lines are read as they come in`() {
    let headers = HTTPHeaders(
      lines: Array("A:1\r\nb: \t2 \t\r\n no: header\r\nnone\r\n:x\r\n\r\nC:\r\nA: 3\r\nd: e:f".utf8)
    )
    #expect(
      headers.all.map { "\($0.name)=\($0.value)" } == [
        "A=1", "b=2", " no=header", "C=", "A=3", "d=e:f",
      ])
    #expect(
      headers["a"] == "1" && headers["B"] == "2" && headers["c"] == "" && headers["D"] == "e:f")
    #expect(headers["none"] == nil && headers[":x"] == nil && headers["no"] == nil)
  }
}
