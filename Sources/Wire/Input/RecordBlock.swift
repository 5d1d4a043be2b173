/// Lines of a stream that are here, and the record that was found last among them.
package struct RecordBlock: ~Copyable {
  private var lines = LineBuffer()
  /// The record that `next` found last.
  package private(set) var record = Record()
  /// The start of a line that is not JSON, for its error record.
  package private(set) var badLine: [UInt8] = []

  /// What a block is filled up to where that much is at hand.
  static let size = 1 << 17
  /// What a full pipe holds.
  static let bulk = 1 << 16
  /// So much of a bad line goes into its error record.
  static let badLineMax = 4096

  package init() {}

  /// The number of the line that came last, from 1.
  package var lineNumber: Int { lines.number }

  /// Whether the stream ends behind the block.
  package var isLast: Bool { lines.isAtEnd }

  /// Whether it has so much of whole lines that more is likely to be at hand soon.
  package var isBulk: Bool { lines.count >= Self.bulk && lines.hasWholeLine }

  private var isFull: Bool { lines.count >= Self.size && lines.hasWholeLine }

  /// Goes on to the next line.
  ///
  /// - Returns: A record, a bad line, or the end; nil when more bytes have to be read.
  package mutating func next() -> RecordInput.Event? {
    switch lines.next() {
    case .needsBytes:
      return nil
    case .end:
      return .end
    case .tooLong(let length):
      badLine = []
      return .problem(
        RecordProblem(
          .lineTooLong, "the line has \(length) bytes; at most \(LineBuffer.lineMax) are read"))
    case .line(let start, let length):
      do throws(RecordProblem) {
        try unsafe record.parse(UnsafePointer(lines.bytes + start), length: length)
        return .record
      } catch {
        let kept = unsafe UnsafeBufferPointer(
          start: lines.bytes + start, count: min(length, Self.badLineMax))
        unsafe badLine = Array(kept)
        return .problem(error)
      }
    }
  }

  /// Reads more bytes, waiting for them if need be.
  package mutating func read(from source: Descriptor) throws(StreamFailure) {
    try lines.fill(from: source, upTo: LineBuffer.chunk)
  }

  /// Reads what is at hand without waiting, until the block is full.
  package mutating func fillUp(from source: Descriptor) throws(StreamFailure) {
    while !isFull, !isLast, source.isReady {
      try lines.fill(from: source, upTo: max(Self.size - lines.count, LineBuffer.chunk))
    }
  }

  /// Moves the line that has not ended yet to another block, which goes on from there.
  ///
  /// - Parameter rest: A block whose lines have all been taken.
  package mutating func cut(into rest: inout RecordBlock) { lines.cut(into: &rest.lines) }
}
