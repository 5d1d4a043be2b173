internal import Wire

/// A line as it is once it has been completed or sized: the text, and the record that is read from it.
struct EditedLine: ~Copyable {
  private(set) var record = Record()
  private var text = JSONText()

  /// Takes a record in, with what was changed in it.
  mutating func take(
    _ original: borrowing Record, _ edit: borrowing RecordEdit
  ) throws(RecordProblem) {
    text.clear()
    text.splice(original, edit)
    let length = text.bytes.count
    // The parser reads ahead.
    for _ in 0..<Record.padding { text.bytes.append(0) }
    try Self.parse(text, length: length, into: &record)
  }

  private static func parse(
    _ text: borrowing JSONText, length: Int, into record: inout Record
  ) throws(RecordProblem) {
    try record.parse(paddedLine: text.bytes.span.extracting(..<length))
  }
}
