internal import CClock
package import Domain
internal import Glibc

/// What the system's clock shows, and what the kernel thinks of it.
package struct KernelClock: Hashable, Sendable {
  package let time: Timestamp
  /// Nil where the kernel does not tell.
  package let isSynchronized: Bool?
  /// By how much it may be wrong at most; nil where the kernel does not tell.
  package let errorMax: TimeInterval?

  package init(time: Timestamp, isSynchronized: Bool?, errorMax: TimeInterval?) {
    self.time = time
    self.isSynchronized = isSynchronized
    self.errorMax = errorMax
  }

  /// Asks now.
  package static func read() -> KernelClock {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let time = Timestamp(
      nanoseconds: Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec))
    // Without a mode it changes nothing and only asks (adjtimex(2)).
    var state = timex()
    let answer = unsafe adjtimex(&state)
    guard answer >= 0 else {
      return KernelClock(time: time, isSynchronized: nil, errorMax: nil)
    }
    return KernelClock(
      time: time, isSynchronized: answer != TIME_ERROR && state.status & STA_UNSYNC == 0,
      errorMax: TimeInterval(nanoseconds: Int64(state.maxerror) * 1000))
  }
}
