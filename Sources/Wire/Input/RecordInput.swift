package import Domain

/// A stream of records, a line each.
package struct RecordInput: ~Copyable {
  /// What came next.
  package enum Event {
    /// A record, now in `record`.
    case record
    /// A line that is none; the next call goes on behind it.
    ///
    /// Indirect, so that an event is one word: it is asked for and looked at once a line.
    indirect case problem(RecordProblem)
    case end
  }

  private let source: Descriptor
  private var block = RecordBlock()

  package init(_ source: Descriptor) { self.source = source }

  /// The record that `next` found last.
  package var record: Record {
    _read { yield block.record }
  }

  /// The start of a line that is not JSON, for its error record.
  package var badLine: [UInt8] { block.badLine }

  /// The number of the line that came last, from 1.
  package var lineNumber: Int { block.lineNumber }

  /// Goes on to the next line.
  ///
  /// - Parameter output: Flushed before a read, so that no answer waits for the next question.
  /// - Returns: A record, a bad line, or the end.
  /// - Throws: When reading or flushing fails, or a signal asks for the end.
  package mutating func next(flushing output: inout RecordOutput) throws(StreamFailure) -> Event {
    while true {
      if let event = block.next() { return event }
      try output.flush()
      try block.read(from: source)
    }
  }

  /// Goes on to the next line where nothing waits to be written.
  package mutating func next() throws(StreamFailure) -> Event {
    while true {
      if let event = block.next() { return event }
      try block.read(from: source)
    }
  }

  /// The next line among the bytes that are here; nil when more have to be read.
  package mutating func nextAtHand() -> Event? { block.next() }

  /// Reads more bytes.
  ///
  /// - Parameter wait: How long to wait for them; nil waits until they come.
  /// - Returns: False where none came in time.
  /// - Throws: When reading fails, or a signal asks for the end.
  package mutating func read(within wait: TimeInterval?) throws(StreamFailure) -> Bool {
    if let wait, !source.isReadable(within: wait) { return false }
    try block.read(from: source)
    return true
  }
}
