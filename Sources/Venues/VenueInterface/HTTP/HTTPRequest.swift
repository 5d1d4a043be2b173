/// What is asked of a venue over HTTP, to the last byte that a signature covers.
///
/// Wherever it is shown its secrets are not.
package struct HTTPRequest: Hashable, Sendable {
  package var method: HTTPMethod
  package var origin: HTTPOrigin
  /// Begins with a slash; encoded already.
  package var path: String
  /// What stands behind the question mark, encoded already; without one where it is empty.
  package var query: String
  /// Sent in this order; what the connection is about comes from the transport.
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  /// Whether it may change anything at the venue, and so must never be sent twice.
  package var isWrite: Bool
  /// What must never be shown, wherever in the request it is: keys, signatures, passphrases.
  package var secrets: [String]

  package init(
    _ method: HTTPMethod, _ origin: HTTPOrigin, path: String, query: String = "",
    headers: [HTTPHeader] = [], body: [UInt8] = [], isWrite: Bool, secrets: [String] = []
  ) {
    self.method = method
    self.origin = origin
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.isWrite = isWrite
    self.secrets = secrets
  }

  /// The path, and the query where there is one: what the first line of the request names.
  package var target: String { query.isEmpty ? path : "\(path)?\(query)" }

  /// Why it is never sent as it is, as a sentence without its full stop; nil where nothing is wrong.
  ///
  /// A key with a line feed in it, for one, would end a header early and begin another one.
  package var malformation: String? {
    guard path.hasPrefix("/"), path.holdsOnly({ $0.isGraphic && $0 != UInt8(ascii: "?") })
    else { return "its path is not encoded, or does not begin with a slash" }
    guard query.holdsOnly(\.isGraphic) else { return "its query is not encoded" }
    for header in headers {
      guard !header.name.isEmpty, header.name.holdsOnly(\.isInToken) else {
        return "a header has a name that is none"
      }
      guard !Self.framing.contains(where: header.isNamed) else {
        return "the header \(header.name) is for the transport to set"
      }
      let value = header.value.utf8
      guard header.value.holdsOnly({ $0 >= 0x20 && $0 < 0x7F }), value.first != 0x20,
        value.last != 0x20
      else {
        return "the value of the header \(header.name) has characters that no header may have"
      }
    }
    return nil
  }

  /// Headers that say where a message ends, what becomes of the connection, and who asks.
  private static let framing = [
    "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
  ]
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible {
  /// The same with each secret replaced by `***`, percent-encoded or not.
  package var redacted: HTTPRequest {
    let redaction = Redaction(secrets)
    var copy = self
    copy.origin = origin.redacted(by: redaction)
    copy.path = redaction.apply(to: path)
    copy.query = redaction.apply(to: query)
    copy.headers = headers.map {
      HTTPHeader(redaction.apply(to: $0.name), redaction.apply(to: $0.value))
    }
    copy.body = redaction.apply(to: body)
    copy.secrets = []
    return copy
  }

  /// The redacted request as people write one down.
  package var description: String {
    let shown = redacted
    var text = "\(shown.method.rawValue) \(shown.origin)\(shown.target)"
    for header in shown.headers { text += "\n\(header.name): \(header.value)" }
    if !shown.body.isEmpty { text += "\n\n" + String(decoding: shown.body, as: UTF8.self) }
    return text
  }

  package var debugDescription: String { description }
}

extension String {
  fileprivate func holdsOnly(_ isAllowed: (UInt8) -> Bool) -> Bool {
    let bytes = utf8.span
    for index in bytes.indices where !isAllowed(bytes[index]) { return false }
    return true
  }
}

extension UInt8 {
  /// Whether a request's first line may hold it; a fragment is never sent.
  fileprivate var isGraphic: Bool { self > 0x20 && self < 0x7F && self != UInt8(ascii: "#") }

  /// Whether the name of a header may hold it: RFC 9110 section 5.6.2.
  fileprivate var isInToken: Bool {
    PercentEncoding.isUnreserved(self) || "!#$%&'*+^`|".utf8.contains(self)
  }
}
