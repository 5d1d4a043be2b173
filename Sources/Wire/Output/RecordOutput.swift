/// Where records go: whole lines, batched up to 4096 bytes.
///
/// A write never splits a line and is never larger than a pipe takes in one piece, unless a single
/// line is, so that processes that share a pipe do not tear each other's lines.
package struct RecordOutput: ~Copyable {
  /// POSIX guarantees 512 bytes; Linux writes up to 4096 (PIPE_BUF, pipe(7)) in one piece.
  static let batchMax = 4096

  private let target: Descriptor
  /// Whether others may write to the same place.
  private let isShared: Bool
  /// The line under construction, behind whole lines that wait.
  package var text = JSONText()
  private var lineStart = 0
  /// Turns finished lines into tables, CSV or selected fields; nil for plain JSON lines.
  private var presentation: Presentation?
  /// What the presentation wrote last.
  private var shown: [UInt8] = []
  /// Whether only records that failed are written.
  private let isQuiet: Bool
  /// Whether somebody else wants each line too.
  package var keepsLastLine = false
  private var lastLine: [UInt8]?

  package init(
    _ target: Descriptor, decimals: JSONText.Decimals = .number, isQuiet: Bool = false,
    presentation: consuming Presentation? = nil
  ) {
    self.target = target
    isShared = target.isShared
    self.isQuiet = isQuiet
    self.presentation = presentation
    text.decimals = decimals
  }

  // MARK: Records

  /// Begins a record made from nothing; members follow on `text`, then `end`.
  package mutating func begin(_ kind: RecordKind) {
    text.begin(kind)
  }

  /// Ends the record that `begin` began.
  ///
  /// - Parameter isFailure: Whether it tells of something that went wrong.
  /// - Throws: When what waits cannot be written.
  package mutating func end(isFailure: Bool = false) throws(StreamFailure) {
    text.bytes.append(UInt8(ascii: "}"))
    try finishLine(isFailure: isFailure)
  }

  /// Passes a record on as it came in.
  package mutating func pass(
    _ record: borrowing Record, isFailure: Bool = false
  ) throws(StreamFailure) {
    text.append(record.bytes)
    try finishLine(isFailure: isFailure)
  }

  /// Passes a record on with changes.
  package mutating func pass(
    _ record: borrowing Record, _ edit: borrowing RecordEdit, isFailure: Bool = false
  ) throws(StreamFailure) {
    text.splice(record, edit)
    try finishLine(isFailure: isFailure)
  }

  /// The line that was finished last, with its end, written or not; nil once it was taken.
  package mutating func takeLastLine() -> [UInt8]? {
    defer { lastLine = nil }
    return lastLine
  }

  // MARK: Lines

  private mutating func finishLine(isFailure: Bool) throws(StreamFailure) {
    if keepsLastLine { lastLine = text.bytes.array(from: lineStart) + [0x0A] }
    if isQuiet, !isFailure {
      text.bytes.remove(from: lineStart)
      return
    }
    if presentation != nil {
      let line = text.bytes.array(from: lineStart)
      text.bytes.remove(from: lineStart)
      presentation?.take(line, into: &shown)
      takeShown()
      // Of a table this may be many lines, or none while it keeps them back.
      try writeBatches()
      lineStart = text.bytes.count
      return
    }
    text.bytes.append(0x0A)
    if text.bytes.count > Self.batchMax {
      try write(upTo: lineStart)
      if text.bytes.count > Self.batchMax { try write(upTo: text.bytes.count) }
    }
    lineStart = text.bytes.count
  }

  private mutating func takeShown() {
    text.bytes.append(contentsOf: shown)
    shown.removeAll(keepingCapacity: true)
  }

  /// Writes lines that were finished elsewhere, behind those that wait.
  package mutating func write(_ lines: borrowing RecordLines) throws(StreamFailure) {
    if presentation != nil {
      try lines.forEach { line throws(StreamFailure) in
        presentation?.take(line, into: &shown)
        takeShown()
        try writeBatches()
      }
      lineStart = text.bytes.count
    } else if isShared {
      try lines.forEachBatch { batch throws(StreamFailure) in try target.write(batch) }
    } else {
      try target.write(lines.bytes)
    }
  }

  /// Writes what waits; before every read that may block, and before every request.
  package mutating func flush() throws(StreamFailure) {
    try write(upTo: lineStart)
    lineStart = 0
  }

  /// Writes the rest; a table or an array is complete only then.
  package mutating func close() throws(StreamFailure) {
    presentation?.finish(into: &shown)
    takeShown()
    try writeBatches()
    lineStart = text.bytes.count
    try flush()
  }

  /// Writes all but the last batch, a batch of whole lines at a time.
  private mutating func writeBatches() throws(StreamFailure) {
    while text.bytes.count > Self.batchMax {
      try write(upTo: Self.endOfBatch(text.bytes.span))
    }
  }

  /// The end of the last line that a batch has room for, or of the first where it is longer.
  private static func endOfBatch(_ bytes: Span<UInt8>) -> Int {
    let feed =
      bytes.extracting(..<batchMax).indices.last { bytes[$0] == 0x0A }
      ?? bytes.indices.first { bytes[$0] == 0x0A }
    return feed.map { $0 + 1 } ?? bytes.count
  }

  private mutating func write(upTo count: Int) throws(StreamFailure) {
    guard count > 0 else { return }
    try target.write(text.bytes.span.extracting(..<count))
    text.bytes.remove(0..<count)
  }
}

extension JSONText {
  /// The brace, the name and the version that every record of ours begins with.
  package mutating func begin(_ kind: RecordKind) {
    append(literal: "{\"record\":\"")
    bytes.append(contentsOf: kind.rawValue.utf8)
    append(literal: "\",\"v\":1")
  }

  /// Bytes as they are.
  mutating func append(_ span: Span<UInt8>) { bytes.append(span) }

  /// A record with an edit applied, without the braces' line end.
  package mutating func splice(_ record: borrowing Record, _ edit: borrowing RecordEdit) {
    let kind = edit.kind ?? record.kind
    let start = bytes.count
    if let kind {
      begin(kind)
    } else {
      // A foreign record keeps the name and the version that it came with.
      bytes.append(UInt8(ascii: "{"))
      record.copyName(into: &bytes)
    }
    record.copyMembers(into: &bytes, edit)
    bytes.append(edit.appended.bytes.span)
    if kind == nil, bytes.count > start + 1, bytes.span[start + 1] == UInt8(ascii: ",") {
      bytes.remove((start + 1)..<(start + 2))
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
