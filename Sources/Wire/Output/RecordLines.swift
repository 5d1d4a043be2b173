/// Finished lines that nobody has written yet, cut into batches for who will.
package struct RecordLines: ~Copyable {
  /// The line under construction, behind whole lines.
  package var text = JSONText()
  private var lineStart = 0
  private var batchStart = 0
  /// Where the batches end that no further line fits into.
  private var batchEnds: [Int] = []
  /// Whether only records that failed are kept.
  private let isQuiet: Bool

  package init(decimals: JSONText.Decimals = .number, isQuiet: Bool = false) {
    self.isQuiet = isQuiet
    text.decimals = decimals
  }

  // MARK: Records

  /// Begins a record made from nothing; members follow on `text`, then `end`.
  package mutating func begin(_ kind: RecordKind) { text.begin(kind) }

  /// Ends the record that `begin` began.
  ///
  /// - Parameter isFailure: Whether it tells of something that went wrong.
  package mutating func end(isFailure: Bool = false) {
    text.bytes.append(UInt8(ascii: "}"))
    finishLine(isFailure: isFailure)
  }

  /// Passes a record on as it came in.
  package mutating func pass(_ record: borrowing Record, isFailure: Bool = false) {
    text.append(record.bytes)
    finishLine(isFailure: isFailure)
  }

  /// Passes a record on with changes.
  package mutating func pass(
    _ record: borrowing Record, _ edit: borrowing RecordEdit, isFailure: Bool = false
  ) {
    text.splice(record, edit)
    finishLine(isFailure: isFailure)
  }

  private mutating func finishLine(isFailure: Bool) {
    if isQuiet, !isFailure { return text.bytes.remove(from: lineStart) }
    text.bytes.append(0x0A)
    let count = text.bytes.count
    if count - batchStart > RecordOutput.batchMax {
      if lineStart > batchStart { endBatch(at: lineStart) }
      if count - batchStart > RecordOutput.batchMax { endBatch(at: count) }
    }
    lineStart = count
  }

  private mutating func endBatch(at place: Int) {
    batchEnds.append(place)
    batchStart = place
  }

  // MARK: Writing

  var bytes: Span<UInt8> {
    @_lifetime(borrow self) get { text.bytes.span }
  }

  /// Hands the lines over in pieces of at most 4096 bytes, but for a line that is longer.
  func forEachBatch<Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    for end in batchEnds {
      try body(bytes.extracting(start..<end))
      start = end
    }
    if start < bytes.count { try body(bytes.extracting(start...)) }
  }

  /// Hands the lines over one by one, without their ends.
  func forEach<Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var line: [UInt8] = []
    for place in bytes.indices {
      guard bytes[place] == 0x0A else {
        line.append(bytes[place])
        continue
      }
      try body(line)
      line.removeAll(keepingCapacity: true)
    }
  }

  package mutating func removeAll() {
    text.clear()
    batchEnds.removeAll(keepingCapacity: true)
    lineStart = 0
    batchStart = 0
  }
}
