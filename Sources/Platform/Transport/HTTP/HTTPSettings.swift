package import Domain

/// What is the same for all requests of a client.
package struct HTTPSettings: Hashable, Sendable {
  /// What the client calls itself, such as `tradectl/1.0.0`.
  package var userAgent: String
  /// Name lookup and encryption included; the deadline of a request may come before.
  package var connectTimeout = TimeInterval(nanoseconds: 5_000_000_000)
  /// The longest body that is taken in, unpacked; the lists of markets of some venues have 20 MB.
  package var bodyMax = 64 << 20
  /// The longest head that is taken in.
  package var headMax = 128 << 10
  /// After so long without a request a connection is not used any more.
  ///
  /// Many servers close theirs after a minute, and a request that crosses their goodbye has an
  /// unknown outcome.
  package var keptMax = TimeInterval(nanoseconds: 50_000_000_000)
  /// A file of the authorities that servers are verified by; nil for those of the system.
  package var authorities: String?
  /// What connections to other machines go through; nothing in the environment names one.
  package var proxy: HTTPProxy?

  package init(userAgent: String) { self.userAgent = userAgent }
}
