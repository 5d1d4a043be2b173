import Domain
import VenueInterface
import Wire

/// Where in a long history of fills or orders a request looks.
///
/// The family tells of a day or a week at a time and of so many items at a time, so a period is
/// walked through in windows, and a window that holds too many items in steps.
struct HistoryWindow: Hashable, Sendable {
  /// How many items come at a time where nothing else is asked for.
  static let usualLimit = 500
  static let limitMax = 1000

  /// The longest time that one request may be about.
  let span: TimeInterval
  /// The end of the period.
  let until: Timestamp
  /// Where the next request begins; whole milliseconds.
  private(set) var start: Timestamp
  /// Items up to this one have been told already.
  private(set) var afterID: Int?
  /// Asked for by number, because a whole page fell into one millisecond.
  private(set) var isByID = false

  init(_ period: ClosedRange<Timestamp>, span: TimeInterval) {
    self.span = span
    until = period.upperBound
    start = Self.nextMillisecond(period.lowerBound)
  }

  private var end: Timestamp {
    // Both ends count, so a window of exactly the span would be too long.
    min(until, start.advanced(by: TimeInterval(nanoseconds: span.nanoseconds - 1_000_000)))
  }

  /// Whether it is a single millisecond; a request that begins where it ends is said to be refused
  /// with -1102, so that one begins before it.
  private var isMoment: Bool { start.milliseconds == end.milliseconds }

  /// What is asked.
  ///
  /// - Parameter idName: The parameter from whose number on items are told.
  /// - Returns: Times, or that parameter.
  func parameters(_ idName: String) -> [RequestDraft.Parameter] {
    if isByID, let afterID { return [RequestDraft.Parameter(idName, String(afterID + 1))] }
    return [
      RequestDraft.Parameter("startTime", String(start.milliseconds - (isMoment ? 1 : 0))),
      RequestDraft.Parameter("endTime", String(end.milliseconds)),
    ]
  }

  /// Whether an item has not been told yet and belongs to the period.
  func holds(_ item: HistoryItem) -> Bool {
    item.id > (afterID ?? .min) && item.time <= until && (isByID || !isMoment || item.time >= start)
  }

  /// Where to look next.
  ///
  /// - Parameters:
  ///   - last: The last item that came, whether it was new or not; nil where none came.
  ///   - isFull: Whether as many came as may come at a time.
  /// - Returns: Nil where the period is over.
  /// - Throws: Where the venue tells the same again and again.
  func next(
    after last: HistoryItem?, isFull: Bool
  ) throws(RecordProblem) -> HistoryWindow? {
    var next = self
    guard isFull, let last else {
      // By number everything up to now is told.
      guard !isByID, end < until else { return nil }
      next.start = end.advanced(by: TimeInterval(nanoseconds: 1_000_000))
      next.isByID = false
      return next.start <= until ? next : nil
    }
    guard last.time <= until else { return nil }
    if isByID, last.id <= afterID ?? .min {
      throw RecordProblem(.badValue, "the venue tells the same items again and again")
    }
    next.isByID = last.time <= start
    next.start = max(start, last.time)
    next.afterID = max(afterID ?? .min, last.id)
    return next
  }

  private static func nextMillisecond(_ time: Timestamp) -> Timestamp {
    let rest = time.nanoseconds % 1_000_000
    return rest > 0
      ? time.advanced(by: TimeInterval(nanoseconds: 1_000_000 - rest)) : time
  }
}

/// Where an item of a history stands in it.
struct HistoryItem: Hashable, Sendable {
  let id: Int
  let time: Timestamp
}
