package import Domain

/// What a venue counts its nonces in, since 1970.
package enum NonceUnit: Int64, Sendable {
  case milliseconds = 1_000_000
  case microseconds = 1_000
  case nanoseconds = 1

  /// - Returns: Zero for times before 1970.
  package func count(_ time: Timestamp) -> UInt64 {
    UInt64(max(0, time.nanoseconds) / rawValue)
  }

  func count(_ interval: TimeInterval) -> UInt64 {
    UInt64(max(0, interval.nanoseconds) / rawValue)
  }
}
