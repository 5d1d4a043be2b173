import Domain
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// What writes leaves at most once, whatever becomes of the connection.
@Suite struct HTTPOnceTests {
  /// An answer, and then an end that the request after it meets.
  private static func script(_ end: String) -> String {
    #"{"routes":{"/first":{"body":"first"},"/second":[{"steps":["\u0000\#(end)"]},{"body":"again"}]}}"#
  }

  @Test(arguments: ["close", "reset"])
  func `a write that a kept connection swallows is not sent again`(end: String) throws {
    let fixture = try HTTPFixture(Self.script(end))
    #expect(fixture.write("/first").text == "first")
    let second = fixture.write("/second", "order")
    #expect(second.unknown?.hasSuffix("the connection ended before there was an answer") == true)
    try fixture.server.settle()
    let log = try fixture.server.log()
    #expect(log.requests(for: "/second").map(\.body) == ["order"])
    // It was the kept connection that swallowed it, and there was no other one.
    #expect(log.requests.map(\.connection) == [1, 1] && log.connections == 1)
  }

  @Test(arguments: ["close", "reset"])
  func `a write over a fresh connection is not sent again either`(end: String) throws {
    let fixture = try HTTPFixture(Self.script(end))
    #expect(fixture.write("/second", "order").unknown != nil)
    try fixture.server.settle()
    #expect(try fixture.server.log().requests.count == 1)
  }

  @Test(arguments: ["close", "reset"])
  func `a read that a kept connection swallows is asked again`(end: String) throws {
    let fixture = try HTTPFixture(Self.script(end))
    #expect(fixture.read("/first").text == "first")
    #expect(fixture.read("/second").text == "again")
    #expect(try fixture.server.log().requests.map(\.connection) == [1, 1, 2])
  }

  @Test func `a read is not asked for ever`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"/first":{"body":"first"},"/second":{"steps":["\u0000close"]}}}"#)
    for _ in 0..<10 {
      #expect(fixture.read("/first").text == "first")
      #expect(fixture.read("/second").unknown != nil)
    }
    #expect(try fixture.server.log().requests(for: "/second").count == 20)
  }

  @Test func `that connecting again fails does not say that nothing has left`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"/first":{"body":"first"},"/second":{"steps":[{"wait_ms":100},"\u0000close"]}}}"#
    )
    #expect(fixture.write("/first").text == "first")
    // The server reads the request whole, and nobody is there to connect to once more.
    try fixture.server.closeListener()
    #expect(fixture.write("/second", "order").unknown != nil)
    #expect(fixture.write("/second", "order").notSent != nil)
    #expect(try fixture.server.log().requests(for: "/second").count == 1)
  }

  @Test func `that a read cannot be asked again does not say that nothing has left`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"/first":{"body":"first"},"/second":{"steps":["\u0000close"]}}}"#)
    #expect(fixture.read("/first").text == "first")
    try fixture.server.closeListener()
    #expect(fixture.read("/second").unknown != nil)
  }

  @Test func `a connection that was closed meanwhile is found out before anything is sent`() throws
  {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x","then":"close"}}}"#)
    for number in 0..<20 {
      let answer = fixture.write("/", "\(number)")
      #expect(answer.text == "x" && answer.isKept == false)
      try fixture.server.settle()
    }
    #expect(try fixture.server.log().requests.map(\.body) == (0..<20).map(String.init))
  }

  @Test func `what comes over an idle connection is no answer to the next request`() throws {
    let answer = #"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"#
    let fixture = try HTTPFixture(
      #"{"routes":{"/one":{"steps":["\#(answer)first",{"wait_ms":50},"\#(answer)wrong"]},"#
        + #""/two":{"body":"right"}}}"#)
    #expect(fixture.write("/one").text == "first")
    try fixture.server.settle()
    #expect(fixture.write("/two").text == "right")
    #expect(try fixture.server.log().connections == 2)
  }

  @Test func `what stands behind an answer is no answer either`() throws {
    let answer = #"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"#
    let fixture = try HTTPFixture(
      #"{"routes":{"/one":{"steps":["\#(answer)first\#(answer)wrong"]},"/two":{"body":"right"}}}"#)
    #expect(fixture.write("/one").text == "first")
    #expect(fixture.write("/two").text == "right")
  }

  @Test func `a connection that was not used for long is not used any more`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#) { $0.keptMax = .zero }
    for _ in 0..<3 { #expect(fixture.write("/").isKept == false) }
    #expect(try fixture.server.log().connections == 3)
  }

  @Test func `a connection that is left behind is closed`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"/a":{"body":"a"},"/b":{"steps":["\u0000silent"]}}}"#)
    var settings = HTTPSettings(userAgent: "test")
    settings.keptMax = .zero
    let lane = try HTTPLane(to: fixture.origin, settings)
    #expect(lane.transfer.sockets.isEmpty)
    for path in ["/a", "/a", "/b", "/a", "/b", "/b", "/a", "/a"] {
      let request = HTTPRequest(.get, fixture.origin, path: path, isWrite: true)
      _ = try? lane.send(request, until: Deadline(after: milliseconds(100))) { true }
      // The one before may stay until the next answer.
      #expect(lane.transfer.sockets.count <= 1)
    }
    #expect(try fixture.server.log().connections == 8)
  }
}
