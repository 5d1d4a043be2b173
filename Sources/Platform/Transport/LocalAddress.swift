/// Where a program on this machine listens: a Unix socket, or a port of the loopback interface.
///
/// What is said over such a connection is neither encrypted nor signed, so no other machine's
/// address is one.
package enum LocalAddress: Hashable, Sendable, CustomStringConvertible {
  case unix(path: String)
  case loopback(port: UInt16, isVersion6: Bool)

  /// The longest path that the system has room for, in bytes.
  static let pathMax = 107

  /// Reads `unix:/run/desk.sock`, `127.0.0.1:7070`, `[::1]:7070` or `localhost:7070`.
  ///
  /// - Throws: What is wrong with it.
  package init(_ text: String) throws(Malformed) {
    if text.hasPrefix("unix:") {
      let path = text.dropFirst(5)
      guard path.hasPrefix("/") else {
        throw Malformed("the path of '\(text)' does not begin with /")
      }
      guard path.utf8.count <= Self.pathMax, !path.utf8.contains(0) else {
        throw Malformed("the path of '\(text)' is longer than \(Self.pathMax) bytes")
      }
      self = .unix(path: String(path))
      return
    }
    guard let colon = text.lastIndex(of: ":") else { throw Malformed(notLocal: text) }
    let host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard ["127.0.0.1", "localhost", "[::1]"].contains(host) else {
      throw Malformed(notLocal: text)
    }
    guard digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let port = UInt16(digits),
      port > 0
    else { throw Malformed("the port of '\(text)' is not in 1...65535") }
    self = .loopback(port: port, isVersion6: host == "[::1]")
  }

  package var description: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .loopback(let port, false): "127.0.0.1:\(port)"
    case .loopback(let port, true): "[::1]:\(port)"
    }
  }

  /// Why a text is no such address.
  package struct Malformed: Error, Hashable, Sendable {
    /// A sentence without its full stop.
    package let explanation: String

    init(_ explanation: String) { self.explanation = explanation }

    init(notLocal text: String) {
      self.init(
        "'\(text)' is not an address on this machine such as unix:/run/desk.sock or 127.0.0.1:7070")
    }
  }
}
