import Domain
import VenueInterface
import Wire

/// Where in a history a request looks: in which window of a period, and how far into that window.
///
/// Venues tell of so long a time at once, and of that page by page, with a mark where to go on.
struct PeriodWalk: Hashable, Sendable {
  /// The longest time that one request may be about.
  let span: TimeInterval
  /// The end of the period.
  let until: Timestamp
  /// Where the window begins; whole milliseconds.
  private(set) var start: Timestamp
  /// The venue's mark where to go on in the window; nil at its beginning.
  private(set) var mark: String?

  init(_ period: ClosedRange<Timestamp>, span: TimeInterval) {
    self.span = span
    until = period.upperBound
    start = period.lowerBound.wholeMillisecond
  }

  /// The end of the window, which belongs to it.
  var end: Timestamp {
    min(until, start.advanced(by: TimeInterval(nanoseconds: span.nanoseconds - 1_000_000)))
  }

  /// Whether a moment belongs to the window, to the millisecond.
  func holds(_ time: Timestamp) -> Bool {
    (start.milliseconds...end.milliseconds).contains(time.milliseconds)
  }

  /// Where to look next.
  ///
  /// - Parameter mark: Where the venue says to go on in the window; nil where that is over.
  /// - Returns: Nil where the period is over.
  /// - Throws: Where the venue sends in a circle.
  func next(_ mark: String?) throws(RecordProblem) -> PeriodWalk? {
    var next = self
    next.mark = mark
    guard let mark else {
      next.start = end.advanced(by: TimeInterval(nanoseconds: 1_000_000))
      return end < until && next.start <= until ? next : nil
    }
    guard mark != self.mark else { throw .circle }
    return next
  }
}

extension RecordProblem {
  static let circle = RecordProblem(.badValue, "the venue tells the same items again and again")
}

extension Timestamp {
  /// Since 1970.
  var milliseconds: Int64 { nanoseconds / 1_000_000 }

  /// Itself, or where the next millisecond begins.
  fileprivate var wholeMillisecond: Timestamp {
    let rest = nanoseconds % 1_000_000
    return rest > 0 ? advanced(by: TimeInterval(nanoseconds: 1_000_000 - rest)) : self
  }
}
