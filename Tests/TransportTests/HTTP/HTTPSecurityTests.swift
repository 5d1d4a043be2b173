import Domain
import Glibc
import TestSupport
import Testing
import VenueInterface

@testable import Transport

/// Encryption, version 2 that comes with it, and proxies.
@Suite struct HTTPSecurityTests {
  private static func fixture(
    _ certificate: String = "good", _ script: String = #""routes":{"*":{"body":"x"}}"#,
    at host: String = "https://localhost", _ change: (inout HTTPSettings) -> Void = { _ in }
  ) throws -> HTTPFixture {
    let certificates = try Certificates.shared.get()
    return try HTTPFixture(
      "{\(certificates.script(certificate)),\(script)}", at: host
    ) {
      $0.authorities = certificates.authority
      change(&$0)
    }
  }

  @Test(arguments: ["https://localhost", "https://127.0.0.1"])
  func `a server that is who it says it is gets the request`(host: String) throws {
    let fixture = try Self.fixture(at: host)
    let first = try fixture.write("/", "order").get()
    #expect(first.version == 1 && first.timing.handshake > .zero && !first.timing.isConnectionKept)
    let second = try fixture.write("/", "order").get()
    #expect(second.timing.isConnectionKept && second.timing.handshake == .zero)
    #expect(try fixture.server.log().requests.map(\.body) == ["order", "order"])
  }

  @Test(arguments: ["alone", "other", "old"])
  func `any other server gets nothing`(certificate: String) throws {
    let fixture = try Self.fixture(certificate)
    let answer = fixture.write("/", "order")
    #expect(answer.notSent?.contains("certificate") == true, "\(answer)")
    #expect(try fixture.server.log().requests.isEmpty)
  }

  @Test func `the authorities of the system do not know ours`() throws {
    let fixture = try Self.fixture { $0.authorities = nil }
    #expect(fixture.write("/", "order").notSent != nil)
    #expect(try fixture.server.log().requests.isEmpty)
  }

  @Test func `a file of authorities that is not there trusts nobody`() throws {
    for file in ["/nonexistent/authorities.pem", "/dev/null"] {
      let fixture = try Self.fixture { $0.authorities = file }
      #expect(fixture.write("/", "order").notSent != nil, "\(file)")
    }
  }

  @Test func `a server without encryption gets nothing`() throws {
    let plain = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#, at: "https://localhost")
    #expect(plain.write("/", "order").notSent != nil)
    #expect(try plain.server.log().requests.isEmpty)
  }

  @Test(arguments: ["silent", "close", "reset"])
  func `encryption that does not come about is notSent`(what: String) throws {
    let fixture = try Self.fixture("good", #""on_accept":"\#(what)""#) {
      $0.connectTimeout = milliseconds(150)
    }
    #expect(withinSeconds(20) { fixture.write("/").notSent } != nil)
  }

  /// Here servers say goodbye before they close, and the goodbye looks like an answer.
  @Test func `a connection that was closed meanwhile is found out before anything is sent`() throws
  {
    let fixture = try Self.fixture("good", #""routes":{"*":{"body":"x","then":"close"}}"#)
    for number in 0..<5 {
      let answer = fixture.write("/", "\(number)")
      #expect(answer.text == "x" && answer.isKept == false, "\(answer)")
      try fixture.server.settle()
    }
    #expect(try fixture.server.log().requests.map(\.body) == ["0", "1", "2", "3", "4"])
  }

  @Test(arguments: ["close", "reset"])
  func `a write that a kept connection swallows is not sent again`(end: String) throws {
    let fixture = try Self.fixture(
      "good",
      #""routes":{"/first":{"body":"first"},"/second":[{"steps":["\u0000\#(end)"]},{"body":"again"}]}"#
    )
    #expect(fixture.write("/first").text == "first")
    #expect(fixture.write("/second", "order").unknown != nil)
    try fixture.server.settle()
    #expect(try fixture.server.log().requests(for: "/second").map(\.body) == ["order"])
    #expect(fixture.write("/second", "next").text == "again")
  }

  // MARK: Version 2

  private static func version2(_ answers: String...) throws -> HTTPFixture {
    let list = answers.map { "\"\($0)\"" }.joined(separator: ",")
    return try fixture("good", #""http2":[\#(list)]"#)
  }

  @Test func `version 2 is spoken where the server does, over one connection`() throws {
    let fixture = try Self.version2("ok")
    for number in 0..<20 {
      let answer = try fixture.write("/", "order \(number)").get()
      #expect(answer.version == 2 && answer.timing.isConnectionKept == (number > 0))
      #expect(answer.response.status == 200 && answer.response.headers["X-Two"] == "yes")
      #expect(answer.response.body == Array("answer".utf8))
    }
    let log = try fixture.server.log()
    #expect(log.connections == 1)
    #expect(log.requests.map(\.body) == (0..<20).map { "order \($0)" })
  }

  @Test(arguments: ["refuse", "goaway", "close"])
  func `a write that version 2 loses is not sent again`(end: String) throws {
    for answers in [[end, "ok"], ["ok", end, "ok"]] {
      let list = answers.map { "\"\($0)\"" }.joined(separator: ",")
      let fixture = try Self.fixture("good", #""http2":[\#(list)]"#)
      for answer in answers.dropLast(2) {
        #expect(fixture.write("/", answer).text == "answer")
      }
      let lost = withinSeconds(20) { fixture.write("/", "lost") }
      #expect(lost.unknown != nil, "\(answers): \(lost)")
      #expect(fixture.write("/", "next").text == "answer", "\(answers)")
      let bodies = try fixture.server.log().requests.map(\.body)
      #expect(bodies == answers.dropLast(2) + ["lost", "next"])
    }
  }

  @Test func `a read that version 2 refuses is asked again`() throws {
    let fixture = try Self.version2("ok", "refuse", "ok")
    #expect(fixture.read("/").text == "answer")
    #expect(fixture.read("/").text == "answer")
    #expect(try fixture.server.log().requests.count == 3)
  }

  @Test func `what version 2 says between answers is no reason to connect anew`() throws {
    let fixture = try Self.version2("ok and ping")
    for number in 0..<5 {
      #expect(fixture.write("/", "order \(number)").isKept == (number > 0))
      try fixture.server.settle()
    }
    #expect(try fixture.server.log().connections == 1)
  }

  @Test func `version 2 ends in time too`() throws {
    let fixture = try Self.version2("silent", "ok")
    let late = withinSeconds(20) {
      fixture.write("/", "late", until: Deadline(after: milliseconds(1500)))
    }
    #expect(late.unknown != nil, "\(late)")
    #expect(fixture.write("/", "next").text == "answer")
    let log = try fixture.server.log()
    #expect(log.requests.map(\.body) == ["late", "next"])
    // The connection may be what is wrong, so the next request does not go over it.
    #expect(log.requests.map(\.connection) == [1, 2])
  }

  // MARK: Proxies

  /// A name that is nowhere, so that nothing but the proxy leads to it.
  private static let elsewhere = "https://exchange.example"

  @Test func `connections to other machines go through the proxy, which learns nothing`() throws {
    let proxy = try ScriptedServer(#"{"proxy":"pass"}"#)
    let fixture = try Self.fixture("other", at: Self.elsewhere) {
      $0.proxy = try? HTTPProxy("http://user:s3cret@127.0.0.1:\(proxy.port)")
    }
    let request = HTTPRequest(
      .post, fixture.origin, path: "/", headers: [HTTPHeader("X-KEY", "key")],
      body: Array("order".utf8), isWrite: true)
    #expect(fixture.client.ask(request).text == "x")
    #expect(fixture.client.ask(request).isKept == true)
    let tunnels = try proxy.log().requests
    #expect(tunnels.map(\.target) == ["exchange.example:\(fixture.server.port)"])
    #expect(tunnels.first?[header: "Proxy-Authorization"] == "Basic dXNlcjpzM2NyZXQ=")
    #expect(tunnels.first?[header: "X-KEY"] == nil)
    let requests = try fixture.server.log().requests
    #expect(requests.map(\.body) == ["order", "order"])
    #expect(requests.allSatisfy { $0[header: "X-KEY"] == "key" })
    #expect(requests.allSatisfy { $0[header: "Proxy-Authorization"] == nil })
  }

  @Test func `who the server is is asked behind the proxy too`() throws {
    let proxy = try ScriptedServer(#"{"proxy":"pass"}"#)
    let fixture = try Self.fixture("good", at: Self.elsewhere) {
      $0.proxy = try? HTTPProxy("http://127.0.0.1:\(proxy.port)")
    }
    #expect(fixture.write("/", "order").notSent?.contains("certificate") == true)
    #expect(try fixture.server.log().requests.isEmpty)
  }

  @Test(arguments: [
    #"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"#,
    #"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nbad"#, "", #"\u0000\u0000"#,
    #"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"#,
  ])
  func `a proxy that does not let it through is notSent`(answer: String) throws {
    let proxy = try ScriptedServer(#"{"proxy":"\#(answer)"}"#)
    let client = HTTPFixture.client {
      $0.proxy = try? HTTPProxy("http://user:s3cret@127.0.0.1:\(proxy.port)")
    }
    let request = HTTPRequest(
      .post, HTTPOrigin(https: "exchange.example"), path: "/", isWrite: true)
    let found = withinSeconds(20) { client.ask(request) }
    #expect(found.notSent != nil, "\(found)")
    #expect(found.notSent?.contains("s3cret") == false)
    #expect(try proxy.log().requests.count == 1)
  }

  @Test(arguments: ["http", "socks5h"])
  func `a proxy that is not there is notSent`(scheme: String) throws {
    let client = HTTPFixture.client { $0.proxy = try? HTTPProxy("\(scheme)://127.0.0.1:1") }
    let request = HTTPRequest(
      .post, HTTPOrigin(https: "exchange.example"), path: "/", isWrite: true)
    #expect(client.settings.proxy != nil && client.ask(request).notSent != nil)
  }

  @Test func `this machine is reached without the proxy`() throws {
    let proxy = try ScriptedServer(#"{"proxy":"pass"}"#)
    let fixture = try Self.fixture { $0.proxy = try? HTTPProxy("http://127.0.0.1:\(proxy.port)") }
    #expect(fixture.write("/", "order").text == "x")
    #expect(try proxy.log().connections == 0)
  }

  @Test func `proxies in the environment are none of ours`() async {
    await #expect(processExitsWith: .success) {
      let wrong = try ScriptedServer()
      for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        unsafe setenv(name, "http://127.0.0.1:\(wrong.port)", 1)
      }
      let elsewhere = HTTPRequest(
        .post, HTTPOrigin(https: "exchange.invalid"), path: "/", isWrite: true)
      #expect(HTTPFixture.client().ask(elsewhere).notSent != nil)
      #expect(try wrong.log().connections == 0)
      unsafe setenv("no_proxy", "*", 1)
      let fixture = try HTTPFixture(#"{"routes":{"*":{"body":"x"}}}"#)
      #expect(fixture.write("/").text == "x")
      // And the proxy that is meant is used, whatever the environment leaves out.
      let proxy = try ScriptedServer()
      let client = HTTPFixture.client {
        $0.proxy = try? HTTPProxy("http://127.0.0.1:\(proxy.port)")
      }
      #expect(client.ask(elsewhere).notSent != nil)
      #expect(try proxy.log().requests.count == 1)
    }
  }
}
