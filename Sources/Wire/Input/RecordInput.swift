/// A stream of records, a line each.
package struct RecordInput: ~Copyable {
  /// What came next.
  package enum Event {
    /// A record, now in `record`.
    case record
    /// A line that is none; the next call goes on behind it.
    case problem(RecordProblem)
    case end
  }

  private var lines: LineReader
  /// The record that `next` found last.
  package private(set) var record = Record()
  /// The start of a line that is not JSON, for its error record.
  package private(set) var badLine: [UInt8] = []

  /// So much of a bad line goes into its error record.
  static let badLineMax = 4096

  package init(_ source: Descriptor) { lines = LineReader(source) }

  /// The number of the line that came last, from 1.
  package var lineNumber: Int { lines.number }

  /// Goes on to the next line.
  ///
  /// - Parameter output: Flushed before a read, so that no answer waits for the next question.
  /// - Returns: A record, a bad line, or the end.
  /// - Throws: When reading or flushing fails, or a signal asks for the end.
  package mutating func next(flushing output: inout RecordOutput) throws(StreamFailure) -> Event {
    while true {
      if let event = advance() { return event }
      try output.flush()
      try lines.fill()
    }
  }

  /// Goes on to the next line where nothing waits to be written.
  package mutating func next() throws(StreamFailure) -> Event {
    while true {
      if let event = advance() { return event }
      try lines.fill()
    }
  }

  /// The next line among the bytes that are here; nil when more have to be read.
  private mutating func advance() -> Event? {
    switch lines.next() {
    case .needsBytes:
      return nil
    case .end:
      return .end
    case .tooLong(let length):
      badLine = []
      return .problem(
        RecordProblem(
          .lineTooLong, "the line has \(length) bytes; at most \(LineReader.lineMax) are read"))
    case .line(let start, let length):
      do throws(RecordProblem) {
        try unsafe record.parse(UnsafePointer(lines.buffer + start), length: length)
        return .record
      } catch {
        let kept = unsafe UnsafeBufferPointer(
          start: lines.buffer + start, count: min(length, Self.badLineMax))
        unsafe badLine = Array(kept)
        return .problem(error)
      }
    }
  }
}
