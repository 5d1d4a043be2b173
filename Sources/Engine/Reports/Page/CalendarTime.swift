internal import Domain

/// A moment of the UTC calendar, taken apart for labels.
struct CalendarTime: Hashable {
  let year: Int
  /// In 1...12.
  let month: Int
  /// In 1...31.
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int

  init(_ time: Timestamp) {
    // The text has fixed places: 2026-11-20T12:00:00.123456Z.
    var text: [UInt8] = []
    time.append(to: &text)
    func number(_ places: Range<Int>) -> Int {
      text[places].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    year = number(0..<4)
    month = number(5..<7)
    day = number(8..<10)
    hour = number(11..<13)
    minute = number(14..<16)
    second = number(17..<19)
  }

  /// The first moment of a month; nil outside the range of times.
  static func start(year: Int, month: Int) -> Timestamp? {
    guard (1000...9999).contains(year) else { return nil }
    let text = Array("\(year)-\(padded(month))-01T00:00:00Z".utf8)
    return try? Timestamp(rfc3339: text.span)
  }

  var monthName: String {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
  }

  /// `20 Nov`.
  var dayText: String { "\(day) \(monthName)" }

  /// `12:00`.
  var clockText: String { "\(Self.padded(hour)):\(Self.padded(minute))" }

  /// `12:00:07`.
  var secondText: String { "\(clockText):\(Self.padded(second))" }

  /// `20 Nov 2026, 12:00`.
  var text: String { "\(dayText) \(year), \(clockText)" }

  /// `2026-11-20 12:00`, for columns.
  var sortableText: String {
    "\(year)-\(Self.padded(month))-\(Self.padded(day)) \(clockText)"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
