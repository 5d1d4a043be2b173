internal import Glibc

/// How long others are waited for.
///
/// A transaction takes as long as one sync, so the steps are short: who waits longest in steps that
/// grow would come last.
final class Patience {
  let secondsMax: Int
  private var deadline: Int64 = 0

  init(secondsMax: Int) { self.secondsMax = secondsMax }

  /// Sleeps a little.
  ///
  /// - Parameter attempt: How often this wait has slept, from 0.
  /// - Returns: False when the time is over.
  func wait(attempt: Int) -> Bool {
    let now = Self.now()
    if attempt == 0 { deadline = now + Int64(secondsMax) * 1_000_000_000 }
    guard now < deadline else { return false }
    // The process's number spreads those who came at the same time.
    let spread = Int(getpid()) &* 7_919 &+ attempt &* 104_729
    usleep(UInt32(attempt < 4 ? 100 : 300 + spread.magnitude % 1_000))
    return true
  }

  private static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
