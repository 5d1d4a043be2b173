internal import Domain
internal import Glibc
internal import Trading

/// The clock of the machine.
struct SystemClock: TradingClock {
  func now() -> Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  func wait(_ interval: TimeInterval) {
    guard interval > .zero else { return }
    var time = timespec(
      tv_sec: Int(interval.nanoseconds / 1_000_000_000),
      tv_nsec: Int(interval.nanoseconds % 1_000_000_000))
    // A signal ends it early, and the caller looks at what the signal asks for.
    unsafe nanosleep(&time, nil)
  }
}
