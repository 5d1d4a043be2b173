/// Where a program on this machine listens: a Unix socket, or a port of the loopback interface.
///
/// What is said over such a connection is neither encrypted nor signed, so no other machine's
/// address is one. Names are none either: what they stand for can change.
package enum LocalAddress: Hashable, Sendable, CustomStringConvertible {
  /// A Unix socket by its absolute path.
  case unix(path: String)
  /// A port from 1.
  case loopback(port: UInt16, isVersion6: Bool)

  /// What a Unix socket's name has room for, less the zero at its end (sun_path, unix(7)).
  package static let pathMax = 107

  /// Reads `unix:/run/desk.sock`, `127.0.0.1:7070` or `[::1]:7070`; nil for anything else.
  package init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard path.hasPrefix("/"), path.utf8.count <= Self.pathMax, !path.utf8.contains(0) else {
        return nil
      }
      self = .unix(path: path)
      return
    }
    // The last colon: those of an address in brackets come before it.
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard host == "127.0.0.1" || host == "[::1]",
      digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let port = UInt16(digits), port > 0
    else { return nil }
    self = .loopback(port: port, isVersion6: host == "[::1]")
  }

  /// The end of a sentence about a text that is none.
  package static let wantedForm =
    "unix:/path, 127.0.0.1:port or [::1]:port, because a gateway runs on this machine"

  package var description: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .loopback(let port, false): "127.0.0.1:\(port)"
    case .loopback(let port, true): "[::1]:\(port)"
    }
  }
}
