import Domain
import Glibc
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// Answers that are none, and connections that break.
@Suite struct HTTPFaultTests {
  /// What the server does once it has read a request whole.
  static let faults: [(name: String, steps: String)] = [
    ("nothing", #""\u0000close""#),
    ("a reset", #""\u0000reset""#),
    ("half a first line", #""HTTP/1.1 20","\u0000close""#),
    ("half a head", #""HTTP/1.1 200 OK\r\nContent-Le","\u0000close""#),
    ("a head and a reset", #""HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n","\u0000reset""#),
    ("half a body", #""HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"ok\"","\u0000close""#),
    (
      "half a chunk",
      #""HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"o","\u0000close""#
    ),
    (
      "no last chunk",
      #""HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n","\u0000close""#
    ),
    (
      "a chunk of no length",
      #""HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n","\u0000close""#
    ),
    ("a length that is none", #""HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}","\u0000close""#),
    ("no gzip", #""HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{ab}""#),
    (
      "an encoding of its own",
      #""HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 4\r\n\r\n{ab}""#
    ),
    ("no HTTP", #""SSH-2.0-OpenSSH_9.2\r\n","\u0000close""#),
    ("a page without a head", #""<html>502</html>\n","\u0000close""#),
    ("zeros", #""\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000","\u0000close""#),
    ("a version of its own", #""HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}","\u0000close""#),
    ("no status", #""HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\n{}","\u0000close""#),
  ]

  /// One server for all of them: fault 3 is at /fault/3.
  private static let server = Result {
    let routes = faults.indices.map { #""/fault/\#($0)":{"steps":[\#(faults[$0].steps)]}"# }
    return try ScriptedServer(
      #"{"routes":{"*":{"body":"fine"},\#(routes.joined(separator: ","))}}"#)
  }

  @Test(arguments: faults.indices)
  func `an answer that is none leaves the outcome open, and nothing is sent again`(
    index: Int
  ) throws {
    let name = Self.faults[index].name
    let fixture = try HTTPFixture(with: Self.server.get())
    // Over a fresh connection, then over a kept one.
    for round in 0..<2 {
      let answer = withinSeconds(20) { fixture.write("/fault/\(index)", "order \(round)") }
      #expect(answer.unknown != nil, "\(name): \(answer)")
      #expect(fixture.write("/fine").text == "fine", "\(name)")
    }
    let asked = try fixture.server.log().requests(for: "/fault/\(index)")
    #expect(asked.map(\.body).filter { !$0.isEmpty } == ["order 0", "order 1"], "\(name)")
  }

  @Test(arguments: faults.indices)
  func `what only reads ends as well`(index: Int) throws {
    let name = Self.faults[index].name
    let fixture = try HTTPFixture(with: Self.server.get())
    #expect(fixture.read("/fine").text == "fine")
    let answer = withinSeconds(20) { fixture.read("/fault/\(index)") }
    #expect(answer.unknown != nil, "\(name): \(answer)")
    let asked = try fixture.server.log().requests(for: "/fault/\(index)")
    #expect((1...2).contains(asked.count { $0.body.isEmpty }), "\(name)")
  }

  @Test func `the reason names the place, and has no control characters`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"*":{"steps":["HTTP/1.1 200 OK\r\nContent-Encoding: \u001b[31mred\r\n\r\nx","\u0000close"]}}}"#
    )
    let reason = try #require(fixture.write("/").unknown)
    #expect(reason.hasPrefix("http://127.0.0.1:\(fixture.server.port): "))
    #expect(reason.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(reason)")
  }

  @Test func `secrets that a server says back are not in the reason`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"*":{"steps":["HTTP/1.1 200 OK\r\nContent-Encoding: s3cret\r\n\r\nx","\u0000close"]}}}"#
    )
    let answer = fixture.client.ask(
      HTTPRequest(.get, fixture.origin, path: "/", isWrite: true, secrets: ["s3cret", "fail"]))
    let reason = try #require(answer.unknown)
    #expect(!reason.contains("s3cret"), "\(reason)")
  }

  // MARK: Nothing has left

  @Test func `a port that nobody listens on is notSent`() throws {
    // Port 1 takes a privilege to listen on, and nothing does.
    for text in [
      "http://127.0.0.1:1", "http://[::1]:1", "https://127.0.0.1:1", "http://localhost:1",
    ] {
      let request = HTTPRequest(.post, try HTTPOrigin(text), path: "/", isWrite: true)
      let reason = HTTPFixture.client().ask(request).notSent
      #expect(reason?.hasPrefix("\(text): ") == true, "\(reason ?? "sent")")
    }
  }

  @Test func `a name that nobody has is notSent`() throws {
    // Such names exist nowhere: RFC 6761 section 6.4.
    let origin = HTTPOrigin(https: "exchange.invalid")
    let answer = withinSeconds(20) {
      HTTPFixture.client { $0.connectTimeout = milliseconds(3000) }.ask(
        HTTPRequest(.post, origin, path: "/", isWrite: true))
    }
    #expect(answer.notSent != nil, "\(answer)")
  }

  @Test func `a request that cannot be sent is never sent`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#)
    let request = HTTPRequest(
      .post, fixture.origin, path: "/", headers: [HTTPHeader("X-KEY", "a\r\nX: b")], isWrite: true)
    #expect(fixture.client.ask(request).impossible != nil)
    #expect(try fixture.server.log().connections == 0)
  }

  @Test func `a server that is not there any more is notSent`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x","then":"close"}}}"#)
    #expect(fixture.write("/").text == "x")
    try fixture.server.closeListener()
    try fixture.server.settle()
    #expect(fixture.write("/").notSent != nil)
  }

  // MARK: Bounds

  @Test func `a body may be as long as it may, and not a byte longer`() throws {
    let fixture = try HTTPFixture { $0.bodyMax = 1000 }
    for (length, isTaken) in [(999, true), (1000, true), (1001, false), (100_000, false)] {
      for kind in ["", #""gzip":true,"#, #""chunked":true,"#, #""version":"1.0","#] {
        let body = String(repeating: "x", count: length)
        try fixture.server.route(#"{"*":{\#(kind)"body":"\#(body)"}}"#)
        let answer = fixture.write("/")
        #expect(answer.text == (isTaken ? body : nil), "\(length) \(kind)")
        #expect(isTaken || answer.unknown?.contains("1000 bytes") == true, "\(answer)")
      }
    }
  }

  @Test func `a head may be as long as it may`() throws {
    let fixture = try HTTPFixture { $0.headMax = 1000 }
    let start = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
    for (length, isTaken) in [(1000, true), (1001, false)] {
      let line = "X: " + String(repeating: "x", count: length - start.utf8.count - 7) + "\r\n\r\n"
      try fixture.server.route(#"{"*":{"steps":[\#(try json(start + line))]}}"#)
      let answer = fixture.write("/")
      #expect(answer.status == (isTaken ? 200 : nil), "\(length)")
      #expect(isTaken || answer.unknown?.contains("1000 bytes") == true, "\(answer)")
    }
  }

  @Test(arguments: [
    #"{"repeat":"X: y\r\n"}"#, #"{"repeat":"x"}"#, #""X: ",{"repeat":"y"}"#,
    #""Content-Length: 0\r\n\r\n",{"repeat":"HTTP/1.1 100 Continue\r\n\r\n"}"#,
    #""\r\n",{"repeat":"x"}"#, #""Transfer-Encoding: chunked\r\n\r\n",{"repeat":"5\r\nabcde\r\n"}"#,
    #""Transfer-Encoding: chunked\r\n\r\n",{"repeat":"0"}"#,
    #""Transfer-Encoding: chunked\r\n\r\n0\r\n",{"repeat":"X: y\r\n"}"#,
  ])
  func `what never ends is ended`(step: String) throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"steps":["HTTP/1.1 200 OK\r\n",\#(step)]}}}"#) {
      $0.bodyMax = 1 << 20
    }
    let answer = withinSeconds(20) {
      fixture.write("/", until: Deadline(after: milliseconds(3000)))
    }
    // One of them is a whole answer, with something behind it that nobody asked for.
    if !step.contains("Content-Length") { #expect(answer.unknown != nil, "\(answer)") }
  }

  @Test func `endless interim heads are ended`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"*":{"steps":[{"repeat":"HTTP/1.1 100 Continue\r\n\r\n"}]}}}"#)
    #expect(withinSeconds(20) { fixture.write("/").unknown } != nil)
  }

  @Test func `a gzip bomb ends early`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"steps":[{"zeros":4000000000}]}}}"#) {
      $0.bodyMax = 1 << 20
    }
    #expect(withinSeconds(20) { fixture.write("/").unknown }?.contains("1048576 bytes") == true)
  }

  // MARK: Time

  @Test(arguments: [
    #""\u0000silent""#, #""HTTP/1.1 200 OK\r\n","\u0000silent""#,
    #""HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab","\u0000silent""#,
    #"{"drip":"HTTP/1.1 200 OK\r\nX-Slow: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n","ms":50},"\u0000silent""#,
    #""HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n",{"drip":"xxxxxxxxxxxxxxxxxxxxxxxx","ms":50},"\u0000silent""#,
  ])
  func `an answer that does not come in time leaves the outcome open`(steps: String) throws {
    let fixture = try HTTPFixture(#"{"routes":{"/a":{"steps":[\#(steps)]},"/b":{"body":"b"}}}"#)
    #expect(fixture.write("/b").text == "b")
    let answer = withinSeconds(20) {
      fixture.write("/a", until: Deadline(after: milliseconds(120)))
    }
    #expect(answer.unknown?.hasSuffix("there was no answer in time") == true, "\(answer)")
    // The late answer is not taken for that of the next request.
    #expect(fixture.write("/b").text == "b")
    #expect(try fixture.server.log().requests(for: "/a").count == 1)
  }

  @Test func `an answer in drops is taken in where there is time`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"*":{"steps":[{"drip":"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok","ms":1}]}}}"#
    )
    #expect(fixture.write("/").text == "ok")
  }

  @Test func `a caller who does not want to wait any longer gets away`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"/a":{"steps":["\u0000silent"]},"/b":{"body":"b"}}}"#)
    var asked = 0
    let answer = withinSeconds(20) {
      fixture.write("/a") {
        asked += 1
        return asked < 4
      }
    }
    #expect(answer.unknown?.contains("signal") == true, "\(answer)")
    #expect(fixture.write("/b").text == "b")
  }

  @Test func `a deadline that is past sends nothing`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#)
    #expect(fixture.write("/", until: Deadline(after: .zero)).notSent != nil)
    #expect(fixture.write("/").text == "x")
    // Over a kept connection it would leave at once.
    #expect(fixture.write("/", until: Deadline(after: .zero)).notSent != nil)
    #expect(try fixture.server.log().requests.count == 1)
  }

  @Test func `a connection that does not come about in time is notSent`() throws {
    let full = try FullQueue()
    let request = HTTPRequest(.post, full.origin, path: "/", isWrite: true)
    let client = HTTPFixture.client { $0.connectTimeout = milliseconds(100) }
    #expect(withinSeconds(20) { client.ask(request).notSent } != nil)
    let patient = HTTPFixture.client()
    let late = withinSeconds(20) {
      patient.ask(request, until: Deadline(after: milliseconds(100)))
    }
    #expect(late.notSent?.hasSuffix("there was no connection in time") == true, "\(late)")
  }

  @Test(arguments: ["reset", "close", "silent"])
  func `a server that takes connections and reads nothing gives no answer`(what: String) throws {
    let fixture = try HTTPFixture(#"{"on_accept":"\#(what)"}"#)
    let answer = withinSeconds(20) { fixture.write("/", until: Deadline(after: milliseconds(300))) }
    #expect(answer.status == nil)
    #expect(try fixture.server.log().requests.isEmpty)
  }
}

/// A port that listens, and whose queue of connections is full.
private struct FullQueue: ~Copyable {
  let origin: HTTPOrigin
  private let sockets: [Int32]

  init() throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    var sockets = [socket(AF_INET, kind, 0)]
    try unsafe withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      let place = unsafe try #require(pointer)
      unsafe try #require(bind(sockets[0], place, size) == 0 && listen(sockets[0], 0) == 0)
      unsafe try #require(getsockname(sockets[0], place, &size) == 0)
      for _ in 0..<4 {
        sockets.append(socket(AF_INET, kind, 0))
        _ = unsafe connect(sockets[sockets.count - 1], place, size)
      }
    }
    origin = try HTTPOrigin("http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
    self.sockets = sockets
  }

  deinit { for number in sockets { close(number) } }
}
