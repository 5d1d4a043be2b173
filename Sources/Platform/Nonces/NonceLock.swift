internal import Domain
internal import Glibc

/// An open file whose lock is given back with it.
struct NonceLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the descriptor over.
  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// - Returns: False when others kept it for too long.
  func take(within patience: TimeInterval) -> Bool {
    let deadline = Self.now() + max(0, patience.nanoseconds)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, Self.now() < deadline else { return false }
      // Held for microseconds as a rule, and for the time of a request where order matters.
      usleep(UInt32(200 + UInt32.random(in: 0..<300)))
    }
    return true
  }

  private static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
