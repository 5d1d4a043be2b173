internal import Domain

/// The horizontal axis of a chart, with ticks on round moments of the UTC calendar.
struct TimeAxis: Hashable {
  struct Tick: Hashable {
    let time: Timestamp
    let label: String
  }

  let start: Timestamp
  let end: Timestamp
  let ticks: [Tick]

  /// - Parameters:
  ///   - start: The left end.
  ///   - end: The right end; where it is not after `start` there is one tick.
  ///   - count: At most how many steps to divide the range into.
  init(from start: Timestamp, to end: Timestamp, count: Int = 9) {
    self.start = start
    self.end = max(start, end)
    let span = end.since(start).seconds
    guard span > 0 else {
      ticks = [Tick(time: start, label: CalendarTime(start).text)]
      return
    }
    let fixed: [Int64] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
      86_400, 172_800, 604_800, 1_209_600,
    ]
    if let step = fixed.first(where: { Double($0) * Double(count) >= span }) {
      ticks = Self.ticks(from: start, to: end, every: step)
    } else {
      let months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
      let month = 30.44 * 86_400
      let step = months.first { Double($0) * month * Double(count) >= span } ?? 2400
      ticks = Self.ticks(from: start, to: end, everyMonths: step)
    }
  }

  /// Where a moment lies, from 0 at the left to 1 at the right.
  func position(of time: Timestamp) -> Double {
    guard end > start else { return 0.5 }
    let (first, last) = (Double(start.nanoseconds), Double(end.nanoseconds))
    // A difference of whole numbers keeps nanoseconds where it fits.
    let passed = time.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    let share =
      passed.overflow
      ? (Double(time.nanoseconds) - first) / (last - first)
      : Double(passed.partialValue) / (last - first)
    return min(1, max(0, share))
  }

  private static func ticks(from start: Timestamp, to end: Timestamp, every seconds: Int64)
    -> [Tick]
  {
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    let week: Int64 = 604_800
    let offset = seconds % week == 0 ? 4 * 86_400 * 1_000_000_000 : Int64(0)
    let step = seconds * 1_000_000_000
    let beyond = (start.nanoseconds - offset) % step
    let gap = beyond == 0 ? 0 : (beyond > 0 ? step - beyond : -beyond)
    var time = start.advanced(by: TimeInterval(nanoseconds: gap))
    var ticks: [Tick] = []
    while time <= end, ticks.last.map({ $0.time < time }) ?? true {
      ticks.append(Tick(time: time, label: label(time, every: seconds)))
      time = time.advanced(by: TimeInterval(nanoseconds: step))
    }
    return ticks
  }

  private static func ticks(
    from start: Timestamp, to end: Timestamp, everyMonths step: Int
  ) -> [Tick] {
    let first = CalendarTime(start)
    // Months counted from the year 0, so that steps fall on the same months every year.
    var month = (first.year * 12 + first.month - 1) / step * step
    var ticks: [Tick] = []
    while let time = CalendarTime.start(year: month / 12, month: month % 12 + 1), time <= end {
      if time >= start {
        let calendar = CalendarTime(time)
        let isYear = step >= 12 || calendar.month == 1
        ticks.append(Tick(time: time, label: isYear ? "\(calendar.year)" : calendar.monthName))
      }
      month += step
    }
    return ticks
  }

  /// The part of the moment that changes from tick to tick; the day where a new one begins.
  private static func label(_ time: Timestamp, every seconds: Int64) -> String {
    let calendar = CalendarTime(time)
    let isMidnight = time == time.startOfDay
    if seconds >= 86_400 || isMidnight { return calendar.dayText }
    return seconds < 60 ? calendar.secondText : calendar.clockText
  }
}
