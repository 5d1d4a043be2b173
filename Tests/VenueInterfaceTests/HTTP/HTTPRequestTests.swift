import Testing

@testable import VenueInterface

@Suite struct HTTPRequestTests {
  private static let origin = HTTPOrigin(https: "api.example.com")

  private static func request(
    path: String = "/v1/order", query: String = "", headers: [HTTPHeader] = [],
    body: String = "", secrets: [String] = []
  ) -> HTTPRequest {
    HTTPRequest(
      .post, origin, path: path, query: query, headers: headers, body: Array(body.utf8),
      isWrite: true, secrets: secrets)
  }

  // MARK: What is sent

  @Test func `the target has a question mark only where there is a query`() {
    #expect(Self.request(path: "/a").target == "/a")
    #expect(Self.request(path: "/a", query: "b=c").target == "/a?b=c")
  }

  @Test func `what is encoded can be sent`() {
    let request = Self.request(
      path: "/v1/%E5%B8%81/~x/../y;z,w", query: "a=b&c=%20?d/e[f]",
      headers: [HTTPHeader("X-KEY", "a b;c=\"d\""), HTTPHeader("Content-Type", "")])
    #expect(request.malformation == nil)
  }

  @Test(arguments: [
    "", "v1", "/a b", "/a\r\nHost: b", "/a\tb", "/é", "/a#b", "/a?b", "/\u{7F}", "/\0", " /",
  ])
  func `a path that would end early or mean something else is never sent`(path: String) {
    #expect(Self.request(path: path).malformation != nil)
  }

  @Test(arguments: ["a b", "a\n", "a=é", "a#b", "a\0", "a HTTP/1.1\r\nX: y", "\u{7F}"])
  func `a query likewise`(query: String) {
    #expect(Self.request(query: query).malformation != nil)
  }

  @Test(arguments: [
    ("", "x"), ("X Y", "x"), ("X:", "x"), ("X\r\n", "x"), ("É", "x"), ("X\0", "x"),
    ("X-KEY", "a\nb"), ("X-KEY", "a\r"), ("X-KEY", "\0"), ("X-KEY", "a\tb"), ("X-KEY", "é"),
    ("X-KEY", " a"), ("X-KEY", "a "), ("X-KEY", "a\u{7F}"),
  ])
  func `a header that would be two is never sent`(name: String, value: String) {
    #expect(Self.request(headers: [HTTPHeader(name, value)]).malformation != nil)
  }

  @Test(arguments: [
    "Content-Length", "content-length", "TRANSFER-ENCODING", "Host", "Connection", "Expect",
    "Accept-Encoding", "User-Agent", "TE",
  ])
  func `where a message ends is not for a dialect to say`(name: String) {
    #expect(Self.request(headers: [HTTPHeader(name, "1")]).malformation != nil)
  }

  @Test func `what is wrong is said without the value`() {
    let request = Self.request(headers: [HTTPHeader("X-KEY", "s3cret\n")])
    #expect(request.malformation?.contains("X-KEY") == true)
    #expect(request.malformation?.contains("s3cret") == false)
  }

  // MARK: What is shown

  @Test func `secrets are replaced wherever they are`() {
    let request = Self.request(
      path: "/v1/s3cret/x", query: "key=s3cret&signature=a%2Fb%3D&again=a/b=",
      headers: [HTTPHeader("X-KEY", "s3cret"), HTTPHeader("X-s3cret", "Bearer s3cret")],
      body: #"{"key":"s3cret","sign":"a\/b=","x":1}"#, secrets: ["s3cret", "a/b=", ""])
    let shown = request.redacted
    #expect(shown.target == "/v1/***/x?key=***&signature=***&again=***")
    #expect(shown.headers == [HTTPHeader("X-KEY", "***"), HTTPHeader("X-***", "Bearer ***")])
    #expect(shown.body == Array(#"{"key":"***","sign":"***","x":1}"#.utf8))
    #expect(shown.secrets.isEmpty)
    #expect(shown.method == request.method && shown.isWrite == request.isWrite)
    #expect(request.path == "/v1/s3cret/x", "the original is as it was")
  }

  @Test func `a secret that is the host is not shown either`() {
    var request = Self.request(secrets: ["EXAMPLE".lowercased()])
    request.path = "/"
    #expect("\(request)" == "POST https://api.***.com/")
  }

  @Test func `however a request is put into words its secrets are not there`() {
    let request = Self.request(
      query: "a=b", headers: [HTTPHeader("X-KEY", "s3cret")], body: "k=s3cret",
      secrets: ["s3cret"])
    let written = "POST https://api.example.com/v1/order?a=b\nX-KEY: ***\n\nk=***"
    #expect("\(request)" == written)
    #expect(String(reflecting: request) == written)
    #expect(request.description == written && request.debugDescription == written)
  }

  @Test func `a request without secrets is shown as it is`() {
    let request = Self.request(query: "a=%FF", body: "\u{0}\u{7F}")
    #expect(request.redacted == request)
  }
}
