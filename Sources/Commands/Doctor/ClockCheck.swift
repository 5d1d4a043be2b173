internal import Clock
internal import Domain

extension HealthCheck {
  /// The clock is right: requests are signed with it, and days begin by it.
  static let clock = HealthCheck(name: "clock") { _ in [KernelClock.read().finding] }
}

extension KernelClock {
  /// Before the release of this program no clock that is right could run it.
  private static let earliest = Timestamp(nanoseconds: 1_763_683_200_000_000_000)
  /// Thirty years later; by then there is another one.
  private static let latest = earliest.advanced(
    by: TimeInterval(nanoseconds: 30 * 365 * TimeInterval.day.nanoseconds))
  /// Exchanges refuse requests that are some seconds off.
  private static let errorAllowed = TimeInterval(nanoseconds: 1_000_000_000)

  /// Whether what it shows can be relied on.
  var finding: Finding {
    let hint = "Turn on time synchronization, for example by timedatectl set-ntp true"
    guard time >= Self.earliest, time < Self.latest else {
      return .failed("The clock shows \(time.text), which cannot be", hint: hint)
    }
    guard let isSynchronized else {
      return .warning("The system does not tell whether its clock is synchronized", hint: hint)
    }
    guard isSynchronized else { return .warning("The clock is not synchronized", hint: hint) }
    if let errorMax, errorMax > Self.errorAllowed {
      return .warning("The clock may be \(errorMax.seconds) s off, more than 1 s", hint: hint)
    }
    return .ok("The clock is synchronized")
  }
}
