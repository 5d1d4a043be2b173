/// How far the clocks of a place are from UTC over some span of time.
struct ZoneOffsets: Hashable {
  /// From a second since 1970, up to the next span, local time is so many seconds ahead.
  struct Span: Hashable {
    let start: Int64
    let offset: Int64
  }

  /// In order of time, never empty; the first holds before its start as well.
  private let spans: [Span]
  /// What was asked about; beyond it the spans are guesses.
  private let range: ClosedRange<Int64>

  static let utc = ZoneOffsets(from: 0, to: 0) { _ in 0 }

  /// Finds the changes within a span of time by asking for the offset at moments of it.
  ///
  /// - Parameters:
  ///   - begin: In seconds since 1970.
  ///   - end: Not before it.
  ///   - offset: The offset at a second. Two changes lie further apart than `step`.
  init(from begin: Int64, to end: Int64, offset: (Int64) -> Int64) {
    var spans = [Span(start: begin, offset: offset(begin))]
    var second = begin
    while second < end {
      let next = min(second + Self.step, end)
      let value = offset(next)
      if value != spans[spans.count - 1].offset {
        // The change lies behind `below` and not behind `above`.
        var below = second
        var above = next
        while above - below > 1 {
          let middle = below + (above - below) / 2
          if offset(middle) == value { above = middle } else { below = middle }
        }
        spans.append(Span(start: above, offset: value))
      }
      second = next
    }
    self.spans = spans
    range = begin...end
  }

  /// No place has changed its clocks twice within a day.
  private static let step: Int64 = 86_400

  /// Whether a span of time was asked about.
  func covers(_ begin: Int64, _ end: Int64) -> Bool {
    range.contains(begin) && range.contains(end)
  }

  /// When the clocks change within what was asked about.
  var changes: [Int64] { spans.dropFirst().map(\.start) }

  func offset(at second: Int64) -> Int64 {
    spans.last { $0.start <= second }?.offset ?? spans[0].offset
  }

  /// The first second at which local clocks show a time or a later one.
  ///
  /// - Parameter local: Seconds since 1970-01-01T00:00:00 by the local clock; later than the clock
  ///   shows where the span of time begins.
  /// - Returns: Seconds since 1970.
  func firstSecond(showing local: Int64) -> Int64 {
    for (index, span) in spans.enumerated() {
      let second = index == 0 ? local - span.offset : max(span.start, local - span.offset)
      let isLast = index + 1 == spans.count
      if isLast || second < spans[index + 1].start { return second }
    }
    return local
  }
}
