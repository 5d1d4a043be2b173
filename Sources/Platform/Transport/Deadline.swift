package import Domain
internal import Glibc

/// A moment that waiting ends at, on a clock that nobody can set.
package struct Deadline: Hashable, Sendable {
  /// On the monotonic clock.
  private let nanoseconds: Int64

  /// So much time from now.
  package init(after interval: TimeInterval) {
    let sum = Self.now.addingReportingOverflow(interval.nanoseconds)
    nanoseconds = sum.overflow ? .max : sum.partialValue
  }

  /// How much time is left; zero when it is past.
  package var remaining: TimeInterval { TimeInterval(nanoseconds: max(0, nanoseconds - Self.now)) }

  package var isPast: Bool { Self.now >= nanoseconds }

  /// What `poll` may wait: the time that is left, rounded up, at most `limit` milliseconds.
  func pollMilliseconds(atMost limit: Int32) -> Int32 {
    let left = nanoseconds - Self.now
    guard left > 0 else { return 0 }
    return Int32(min(Int64(limit), (left - 1) / 1_000_000 + 1))
  }

  private static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
