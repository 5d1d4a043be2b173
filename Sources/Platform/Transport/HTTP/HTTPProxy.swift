internal import VenueInterface

/// What stands between this machine and the venues; it passes on what it cannot read.
package struct HTTPProxy: Hashable, Sendable, CustomStringConvertible {
  /// The whole address, which may have a password in it.
  let address: String
  /// Without user and password.
  package let description: String
  /// User and password, as they are written in the address.
  let secrets: [String]

  /// Reads `http://[user:password@]host:port`, or the same with `socks5h`.
  ///
  /// - Throws: What is wrong with it.
  package init(_ text: String) throws(Malformed) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let scheme = Self.schemes.first(where: { $0 == parts[0] }) else {
      throw Malformed(explanation: "a proxy begins with http:// or socks5h://")
    }
    var place = parts[1]
    if place.hasSuffix("/") { place.removeLast() }
    if let at = place.lastIndex(of: "@") {
      let user = place[..<at]
      guard user.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && !"/?#@".utf8.contains($0) }) else {
        throw Malformed(explanation: "the user and password of the proxy are not encoded")
      }
      secrets = user.split(separator: ":", maxSplits: 1).map(String.init)
      place = place[place.index(after: at)...]
    } else {
      secrets = []
    }
    // The rules for hosts are those of any other place.
    guard let origin = try? HTTPOrigin("https://\(place)"),
      place.hasSuffix(":\(origin.port)")
    else { throw Malformed(explanation: "the proxy has no host and port such as 10.0.0.1:3128") }
    address = text
    description = "\(scheme)://\(place)"
  }

  private static let schemes = ["http", "socks5h"]

  /// Why a text is no proxy, without showing it.
  package struct Malformed: Error, Hashable, Sendable {
    /// A sentence without its full stop.
    package let explanation: String
  }
}
