package import Domain

/// When the trading day of an account begins, by the clock of some place.
package struct DayStart: Hashable, Sendable {
  /// Seconds since midnight, by the wall clock.
  package let secondOfDay: Int64
  package let zone: TimeZone

  package static let midnightUTC = DayStart(secondOfDay: 0, zone: .utc)

  private init(secondOfDay: Int64, zone: TimeZone) {
    self.secondOfDay = secondOfDay
    self.zone = zone
  }

  /// Reads `00:00 UTC` or `17:00 America/New_York`.
  ///
  /// - Throws: What is wrong, as the end of a sentence that begins with the name of the setting.
  package init(text: String) throws(DayStartError) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let second = Self.secondOfDay(parts[0]) else { throw .malformed }
    guard let zone = TimeZone(name: String(parts[1])) else { throw .unknownZone(String(parts[1])) }
    self.init(secondOfDay: second, zone: zone)
  }

  package var text: String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(secondOfDay / 3600)):\(two(secondOfDay / 60 % 60)) \(zone.name)"
  }

  /// The day that a moment lies in.
  ///
  /// Ask once before other threads start: for a zone with its own rules the C library is asked, whose
  /// only way to another zone is a variable of the whole process. What it says is kept for a year.
  package func day(containing time: Timestamp) -> TradingDay {
    let threeDays = TimeInterval.day.nanoseconds * 3
    let offsets = zone.offsets(
      from: time.advanced(by: TimeInterval(nanoseconds: -threeDays)),
      to: time.advanced(by: TimeInterval(nanoseconds: threeDays)))
    return day(containing: time, offsets: offsets)
  }

  /// The same by offsets that are known.
  ///
  /// A day begins when the wall clock first shows the time of day, or has jumped over it.
  func day(containing time: Timestamp, offsets: ZoneOffsets) -> TradingDay {
    let second = time.nanoseconds.flooredQuotient(by: 1_000_000_000)
    let local = second + offsets.offset(at: second)
    let midnight = (local - secondOfDay).flooredQuotient(by: 86_400) * 86_400
    var start = Int64.min
    var end = Int64.max
    // Where the clock is set back over the start, the day of the same date is already the next.
    for day in Int64(-2)...2 {
      let begin = offsets.firstSecond(showing: midnight + day * 86_400 + secondOfDay)
      if begin <= second {
        start = max(start, begin)
      } else {
        end = min(end, begin)
      }
    }
    return TradingDay(start: Timestamp(clampedSeconds: start), end: Timestamp(clampedSeconds: end))
  }

  /// Reads `17:00`; nil when it is no time of day.
  private static func secondOfDay(_ text: Substring) -> Int64? {
    let digits = text.utf8
    guard digits.count == 5, text.dropFirst(2).hasPrefix(":"),
      (digits.prefix(2) + digits.suffix(2)).allSatisfy({ (0x30...0x39).contains($0) }),
      let hour = Int64(text.prefix(2)), let minute = Int64(text.suffix(2)), hour < 24, minute < 60
    else { return nil }
    return hour * 3600 + minute * 60
  }
}

/// A trading day: from its start up to the start of the next.
package struct TradingDay: Hashable, Sendable {
  package let start: Timestamp
  package let end: Timestamp

  package func contains(_ time: Timestamp) -> Bool { start <= time && time < end }
}

/// Why a text is no start of a day.
package enum DayStartError: Error, Hashable, Sendable {
  case malformed
  case unknownZone(String)

  /// What is wrong, as a sentence without its full stop.
  package var explanation: String {
    switch self {
    case .malformed:
      "day_start must be a time of day and a time zone such as '17:00 America/New_York'"
    case .unknownZone(let name):
      "day_start must name a time zone that is in \(TimeZone.folder), not '\(name)'"
    }
  }
}

extension Timestamp {
  /// A number of seconds since 1970, or the last or first moment there is.
  fileprivate init(clampedSeconds seconds: Int64) {
    let product = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    self =
      product.overflow
      ? (seconds < 0 ? .distantPast : .distantFuture)
      : Timestamp(nanoseconds: product.partialValue)
  }
}

extension Int64 {
  /// The quotient rounded toward negative infinity, so that times before 1970 stay in order.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let parts = quotientAndRemainder(dividingBy: divisor)
    return parts.remainder < 0 ? parts.quotient - 1 : parts.quotient
  }
}
