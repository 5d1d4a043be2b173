import Domain
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// Requests and answers as they should be.
@Suite struct HTTPExchangeTests {
  @Test func `a request leaves as it is, to the byte`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"status":200,"body":"{}"}}}"#)
    let target = "/a/../b/./%7e//%E5%b8%81;x,y?q=%20a+b&r=c/d?e=%2f[]{}"
    let parts = target.split(separator: "?", maxSplits: 1)
    let request = HTTPRequest(
      .post, fixture.origin, path: String(parts[0]), query: String(parts[1]),
      headers: [
        HTTPHeader("X-Zulu", "1"), HTTPHeader("x-alpha", "a: b; \"c\""), HTTPHeader("X-None", ""),
        HTTPHeader("X-Zulu", "2"), HTTPHeader("Content-Type", "application/json"),
      ], body: Array(#"{"a":"\#u{1}é"}"#.utf8), isWrite: true)
    #expect(fixture.client.ask(request).text == "{}")
    let sent = try #require(try fixture.server.log().requests.first)
    #expect(sent.method == "POST" && sent.target == target)
    #expect(Array(sent.body.unicodeScalars.map { UInt8($0.value) }) == request.body)
    let ours = sent.headers.filter { !["Host", "Accept"].contains($0[0]) }
    #expect(
      ours == [
        ["User-Agent", "tradectl/test"], ["Accept-Encoding", "gzip"], ["X-Zulu", "1"],
        ["x-alpha", "a: b; \"c\""], ["X-None", ""], ["X-Zulu", "2"],
        ["Content-Type", "application/json"],
        ["Content-Length", "\(request.body.count)"],
      ])
    #expect(sent[header: "host"] == "127.0.0.1:\(fixture.server.port)")
  }

  @Test(arguments: HTTPMethod.allCases)
  func `each method goes with a body and without`(method: HTTPMethod) throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#)
    for body in ["", "a=b"] {
      let request = HTTPRequest(
        method, fixture.origin, path: "/m", body: Array(body.utf8), isWrite: true)
      #expect(fixture.client.ask(request).text == "x")
    }
    let log = try fixture.server.log()
    #expect(log.requests.map(\.method) == [method.rawValue, method.rawValue])
    #expect(log.requests.map(\.body) == ["", "a=b"])
    let tellsNone = [.get, .delete].contains(method)
    #expect(log.requests[0][header: "Content-Length"] == (tellsNone ? nil : "0"))
    #expect(log.requests[1][header: "Content-Length"] == "3")
    #expect(log.requests.allSatisfy { $0[header: "Content-Type"] == nil })
    #expect(log.connections == 1)
  }

  @Test func `a long body is not asked leave for, and leaves no trace in the next request`() throws
  {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#)
    let long = String(repeating: "0123456789", count: 120_000)
    #expect(fixture.write("/long", long).status == 200)
    #expect(fixture.read("/next").status == 200)
    let log = try fixture.server.log()
    #expect(log.requests[0].body == long && log.requests[0][header: "Expect"] == nil)
    #expect(log.requests[1].body == "" && log.requests[1].method == "GET")
    #expect(
      log.requests[1].headers.map { $0[0] } == ["Host", "User-Agent", "Accept", "Accept-Encoding"])
  }

  @Test func `every status is an answer, and a redirection is not followed`() throws {
    let fixture = try HTTPFixture()
    for status in [200, 201, 301, 302, 303, 307, 308, 400, 401, 404, 407, 418, 429, 500, 503, 504] {
      try fixture.server.route(
        #"{"*":{"status":\#(status),"headers":{"Location":"http://127.0.0.1:1/","#
          + #""Retry-After":"7","Content-Type":"text/html"}}}"#)
      for answer in [fixture.read("/\(status)"), fixture.write("/\(status)", "x")] {
        #expect(answer.status == status)
        #expect(try answer.get().response.headers["retry-after"] == "7")
      }
      #expect(try fixture.server.log().requests(for: "/\(status)").count == 2)
    }
  }

  /// What comes in, byte for byte, and what is made of it.
  @Test(arguments: [
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-b:2 \r\n\r\nok", "ok",
      ["X-A=1", "x-b=2"]
    ),
    ("HTTP/1.1 200 OK\nContent-Length: 2\nX-A: 1\n\nok", "ok", ["X-A=1"]),
    ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok", []),
    (
      "HTTP/1.1 100 Continue\r\nX-A: no\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\n\r\nok",
      "ok", ["X-A=1"]
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\no\r\n1\r\nk\r\n0\r\nX-A: late\r\n\r\n",
      "ok", []
    ),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: a: b\r\n\r\nok", "ok", ["X-A=a: b"]),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A:\r\n\r\nok", "ok", ["X-A="]),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\nok", "ok",
      ["X-A=1", "X-A=2"]
    ),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: \u{E9}\r\n\r\nok", "ok", ["X-A=\u{FFFD}"]),
    ("HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", "", ["X-A=1"]),
  ])
  func `an answer is read as it is meant`(bytes: String, body: String, headers: [String]) throws {
    let fixture = try HTTPFixture()
    let steps = try json(bytes)
    try fixture.server.route(#"{"*":{"steps":[\#(steps)]}}"#)
    let response = try fixture.write("/a").get().response
    #expect(String(decoding: response.body, as: UTF8.self) == body)
    let found = response.headers.all.map { "\($0.name)=\($0.value)" }
    #expect(found.filter { $0.lowercased().hasPrefix("x-") } == headers)
    #expect(fixture.write("/b").text == body, "over the same connection")
    #expect(try fixture.server.log().connections == 1)
  }

  @Test func `what is packed or comes in pieces is put together`() throws {
    let body = (0..<500).map { "{\"price\":\"\($0)\"}" }.joined(separator: ",")
    let quoted = try json(body)
    let fixture = try HTTPFixture()
    for kind in [
      #""gzip":true"#, #""chunked":true"#, #""gzip":true,"chunked":true"#, #""version":"1.0""#,
    ] {
      try fixture.server.route(#"{"*":{\#(kind),"body":\#(quoted)}}"#)
      #expect(fixture.read("/a").text == body, "\(kind)")
    }
    #expect(try fixture.server.log().connections == 1)
  }

  @Test func `connections are kept, and used by whoever comes next`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#)
    let kept = (0..<20).map { fixture.write("/\($0)", "b\($0)").isKept }
    #expect(kept == [false] + Array(repeating: true, count: 19))
    #expect(try fixture.server.log().connections == 1)
  }

  @Test func `callers in several threads share connections, and each gets its own answer`() throws {
    let paths = (0..<8).map { thread in #""/\#(thread)":{"body":"answer \#(thread)"}"# }
    let fixture = try HTTPFixture(#"{"routes":{\#(paths.joined(separator: ","))}}"#)
    let wrong = OnThreads.count(8) { thread in
      (0..<50).count { _ in fixture.write("/\(thread)", "\(thread)").text != "answer \(thread)" }
    }
    #expect(wrong == 0)
    let log = try fixture.server.log()
    #expect(log.requests.count == 400 && log.connections <= 8)
    #expect(log.requests.allSatisfy { $0.target == "/\($0.body)" })
  }

  @Test func `each place has connections of its own`() throws {
    let one = try HTTPFixture(#"{"routes":{"*":{"body":"one"}}}"#)
    let two = try HTTPFixture(#"{"routes":{"*":{"body":"two"}}}"#)
    for _ in 0..<3 {
      #expect(
        one.client.ask(HTTPRequest(.get, one.origin, path: "/", isWrite: false)).text == "one")
      #expect(
        one.client.ask(HTTPRequest(.get, two.origin, path: "/", isWrite: false)).text == "two")
    }
    #expect(try one.server.log().connections == 1 && two.server.log().connections == 1)
  }

  @Test func `it tells how long things took`() throws {
    let fixture = try HTTPFixture(
      #"{"routes":{"*":{"steps":["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n",{"wait_ms":30},"ok"]}}}"#
    )
    let first = try fixture.read("/a").get()
    #expect(first.version == 1 && !first.timing.isConnectionKept)
    #expect(first.timing.connecting > .zero && first.timing.handshake == .zero)
    #expect(first.timing.firstByte >= first.timing.lookup)
    #expect(first.timing.total.nanoseconds >= first.timing.firstByte.nanoseconds + 25_000_000)
    #expect(first.timing.total < .minute)
    let second = try fixture.read("/a").get().timing
    #expect(second.isConnectionKept && second.total >= milliseconds(25))
    #expect(second.lookup == .zero && second.connecting == .zero && second.handshake == .zero)
  }

  @Test func `localhost and version 6 are this machine`() throws {
    let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#, at: "http://localhost")
    #expect(fixture.read("/").text == "x")
    let other = try HTTPOrigin("http://[::1]:\(fixture.server.port)")
    let found = fixture.client.ask(HTTPRequest(.post, other, path: "/", isWrite: true))
    #expect(found.notSent?.hasPrefix("http://[::1]:") == true)
  }
}
