/// The machine and port that requests go to, and whether what is said to it is encrypted.
///
/// There is none without encryption but on this machine.
package struct HTTPOrigin: Hashable, Sendable, CustomStringConvertible {
  package enum Scheme: String, Sendable {
    case https
    case http
  }

  package let scheme: Scheme
  /// In small letters; an address of version 6 without its brackets.
  package let host: String
  package let port: UInt16

  /// - Parameters:
  ///   - scheme: `http` only for loopback addresses.
  ///   - host: A name or an address; one of version 6 with or without brackets.
  ///   - port: Nil for the usual one.
  /// - Throws: What is wrong with it.
  package init(_ scheme: Scheme, host: String, port: UInt16? = nil) throws(Malformed) {
    var name = host.lowercased()
    let isBracketed = name.hasPrefix("[") && name.hasSuffix("]") && name.utf8.count > 2
    if isBracketed { name = String(name.dropFirst().dropLast()) }
    guard isBracketed || name.contains(":") ? Self.isVersion6(name) : Self.isName(name) else {
      throw Malformed("'\(host)' is not the name or the address of a machine")
    }
    guard scheme == .https || Self.isLoopback(name) else {
      throw Malformed(
        "'\(host)' is another machine, to which only https goes; http is for 127.0.0.1 and the like"
      )
    }
    let usual: UInt16 = scheme == .https ? 443 : 80
    guard port != 0 else { throw Malformed("the port of '\(host)' is not in 1...65535") }
    self.init(scheme, unchecked: name, port ?? usual)
  }

  /// Reads `https://api.example.com` or `http://127.0.0.1:8080`; one slash may follow.
  ///
  /// - Throws: What is wrong with it.
  package init(_ text: String) throws(Malformed) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"),
      let scheme = Scheme(rawValue: text[..<colon].lowercased())
    else { throw Malformed("'\(text)' does not begin with https://") }
    var place = text[colon...].dropFirst(3)
    if place.hasSuffix("/") { place.removeLast() }
    guard !place.utf8.contains(where: { "/?#@".utf8.contains($0) }) else {
      throw Malformed("'\(text)' has more than a host and a port")
    }
    var port: UInt16?
    if let colon = place.lastIndex(of: ":"), !place[colon...].contains("]") {
      let digits = place[place.index(after: colon)...]
      guard digits.utf8.allSatisfy(\.isDigitASCII), let number = UInt16(digits), number > 0 else {
        throw Malformed("the port of '\(text)' is not in 1...65535")
      }
      port = number
      place = place[..<colon]
      guard !place.contains(":") || place.hasPrefix("[") else {
        throw Malformed("'\(text)' has an address of version 6 without brackets")
      }
    }
    try self.init(scheme, host: String(place), port: port)
  }

  /// One that is known when the program is written.
  package init(https host: StaticString) {
    let name = host.description
    precondition(Self.isName(name) && name == name.lowercased(), "A host is written as it is")
    self.init(.https, unchecked: name, 443)
  }

  private init(_ scheme: Scheme, unchecked host: String, _ port: UInt16) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// To be shown, not to be connected to.
  func redacted(by redaction: Redaction) -> HTTPOrigin {
    HTTPOrigin(scheme, unchecked: redaction.apply(to: host), port)
  }

  /// As it stands in a URL; the usual port is left out.
  package var description: String {
    let place = host.contains(":") ? "[\(host)]" : host
    let isUsual = port == (scheme == .https ? 443 : 80)
    return "\(scheme.rawValue)://\(place)\(isUsual ? "" : ":\(port)")"
  }

  /// Whether the host is this machine, whatever a name server says.
  package var isLoopback: Bool { Self.isLoopback(host) }

  /// Only what cannot be read in two ways: a shortened address is none.
  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(\.isDigitASCII)
          && UInt8(part) != nil && (part.utf8.count == 1 || !part.hasPrefix("0"))
      }
  }

  /// Letters, digits and hyphens between dots.
  private static func isName(_ text: String) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy {
            $0.isDigitASCII || $0 == UInt8(ascii: "-") || $0.lowercaseASCII &- 0x61 < 26
          }
      }
  }

  private static func isVersion6(_ text: String) -> Bool {
    (2...45).contains(text.utf8.count) && text.contains(":")
      && text.utf8.allSatisfy {
        $0.isDigitASCII || $0 &- UInt8(ascii: "a") < 6 || $0 == UInt8(ascii: ":")
          || $0 == UInt8(ascii: ".")
      }
  }

  /// Why a text is no such place.
  package struct Malformed: Error, Hashable, Sendable {
    /// A sentence without its full stop.
    package let explanation: String

    init(_ explanation: String) { self.explanation = explanation }
  }
}

extension UInt8 {
  var isDigitASCII: Bool { self &- UInt8(ascii: "0") < 10 }
}
