package import Domain
package import VenueInterface

/// A response, and what it took to get it.
package struct HTTPAnswer: Hashable, Sendable {
  package let response: HTTPResponse
  package let timing: HTTPTiming
  /// 1 or 2.
  package let version: Int
}

/// How long the parts of an exchange took.
package struct HTTPTiming: Hashable, Sendable {
  /// Asking a name server; zero, as what follows up to the first byte, over a kept connection.
  package let lookup: TimeInterval
  package let connecting: TimeInterval
  /// Agreeing on encryption.
  package let handshake: TimeInterval
  /// From the beginning until the first byte of the answer was there.
  package let firstByte: TimeInterval
  /// From the beginning to the end.
  package let total: TimeInterval

  /// Whether the connection was there already.
  package let isConnectionKept: Bool
}
