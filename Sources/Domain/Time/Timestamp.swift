/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, from 1677 to 2262.
public struct Timestamp: Hashable, Comparable, Sendable {
  public let nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// - Throws: `.outOfRange` outside the years 1677 to 2262.
  @inlinable public init(milliseconds: Int64) throws(TimestampError) {
    let product = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    guard !product.overflow else { throw .outOfRange }
    self.init(nanoseconds: product.partialValue)
  }

  @inlinable public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.nanoseconds < rhs.nanoseconds
  }

  /// The time this much later; it stays at the end of the range when it would leave it.
  @inlinable public func advanced(by interval: TimeInterval) -> Timestamp {
    let sum = nanoseconds.addingReportingOverflow(interval.nanoseconds)
    guard sum.overflow else { return Timestamp(nanoseconds: sum.partialValue) }
    return interval.nanoseconds < 0 ? .distantPast : .distantFuture
  }

  /// The time from `earlier` to this, capped to the range of an interval.
  @inlinable public func since(_ earlier: Timestamp) -> TimeInterval {
    let difference = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    guard difference.overflow else { return TimeInterval(nanoseconds: difference.partialValue) }
    return TimeInterval(nanoseconds: nanoseconds < 0 ? .min : .max)
  }

  public static let distantPast = Timestamp(nanoseconds: .min)
  public static let distantFuture = Timestamp(nanoseconds: .max)
}

/// Why a text or a number is not a time.
public enum TimestampError: Error, Hashable, Sendable {
  /// The text is not RFC 3339 such as `2026-11-20T12:00:00.123456Z`.
  case malformed
  /// The time lies outside the years 1677 to 2262.
  case outOfRange

  /// What is wrong, as the end of a sentence that begins with the name of the field.
  public var explanation: String {
    switch self {
    case .malformed: "is not a time such as 2026-11-20T12:00:00Z"
    case .outOfRange: "lies outside the years 1677 to 2262"
    }
  }
}
