/// Where a gateway listens: on this machine, and nowhere else.
package enum GatewayAddress: Hashable, Sendable {
  /// A Unix socket by its absolute path.
  case unix(path: String)
  /// A loopback address in figures, such as `127.0.0.1` or `::1`, and a port from 1.
  case loopback(host: String, port: UInt16)

  /// What a Unix socket's name has room for, less the zero at its end (sun_path, unix(7)).
  package static let pathMax = 107

  /// Reads `unix:/run/desk.sock`, `127.0.0.1:7070` or `[::1]:7070`.
  package init?(text: String) {
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
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits),
      port > 0
    else { return nil }
    let host = text[..<colon]
    if host == "[::1]" {
      self = .loopback(host: "::1", port: port)
    } else if Self.isLoopback(host) {
      self = .loopback(host: String(host), port: port)
    } else {
      return nil
    }
  }

  package static let wantedForm =
    "unix:/path, 127.0.0.1:port or [::1]:port, because a gateway runs on this machine"

  package var text: String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .loopback(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }

  /// Names are not accepted: what they stand for can change.
  private static func isLoopback(_ host: Substring) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in
        part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
      }
  }
}
