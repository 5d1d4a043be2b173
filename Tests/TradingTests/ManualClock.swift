import Domain
import Synchronization
import Trading

/// A clock that a test has in its hand; waiting turns it on.
final class ManualClock: TradingClock {
  private let time: Mutex<Timestamp>

  /// - Parameter text: RFC 3339.
  /// - Throws: When it is no time.
  init(_ text: String) throws { time = Mutex(try Timestamp(rfc3339: text.utf8.span)) }

  /// - Parameter seconds: Since 1970.
  init(seconds: Int64) { time = Mutex(Timestamp(nanoseconds: seconds * 1_000_000_000)) }

  func now() -> Timestamp { time.withLock { $0 } }

  func wait(_ interval: TimeInterval) { time.withLock { $0 = $0.advanced(by: interval) } }

  func set(_ text: String) throws {
    let new = try Timestamp(rfc3339: text.utf8.span)
    time.withLock { $0 = new }
  }
}
