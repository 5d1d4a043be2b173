internal import CSimdjson

/// Reads JSON objects from outside whose members are asked for by name, such as a venue's replies.
///
/// It keeps its working memory from one text to the next. One thread at a time may use it and the
/// objects that it has read.
@safe
package final class ReplyReader {
  private let parser: OpaquePointer
  private let found: UnsafeMutablePointer<tradectl_json_field>

  package init() {
    unsafe parser = Record.openParser()
    unsafe found = .allocate(capacity: Record.membersMax)
  }

  deinit {
    unsafe tradectl_json_destroy(parser)
    unsafe found.deallocate()
  }

  /// Takes one object in, checked as a whole.
  ///
  /// - Parameters:
  ///   - text: The object.
  ///   - bytesMax: The longest text that is taken.
  /// - Returns: The object, which keeps a copy of the text.
  /// - Throws: What is wrong with it, and where.
  package func read(
    _ text: Span<UInt8>, bytesMax: Int = LineBuffer.lineMax
  ) throws(RecordProblem) -> ReplyObject {
    try check(text, bytesMax)
    let source = ReplySource(text, self)
    return ReplyObject(
      source, start: 0, path: "", members: try members(of: source, in: 0..<text.count))
  }

  /// Takes one value of any kind in: the reply of a venue that answers with lists too.
  ///
  /// - Parameters:
  ///   - text: The value.
  ///   - name: What problems call it; values inside are `name.member` and `name[2]`.
  ///   - bytesMax: The longest text that is taken.
  /// - Returns: An object whose only member it is, under that name.
  /// - Throws: What is wrong with it, and where.
  package func read(
    _ text: Span<UInt8>, as name: String, bytesMax: Int
  ) throws(RecordProblem) -> ReplyObject {
    try check(text, bytesMax)
    let before = "{\"\(name)\":"
    let source = ReplySource(text, before: before, behind: "}", self)
    let members = try members(
      of: source, in: 0..<source.count, countingFrom: before.utf8.count)
    // A comma in the text would have made members of it.
    guard members.count == 1 else {
      throw RecordProblem(.badJSON, "the reply is more than one JSON value")
    }
    return ReplyObject(source, start: 0, path: "", members: members)
  }

  private func check(_ text: Span<UInt8>, _ bytesMax: Int) throws(RecordProblem) {
    guard text.count <= bytesMax else {
      throw RecordProblem(.lineTooLong, "the reply is longer than \(bytesMax) bytes")
    }
  }

  /// The members of the object that a part of a text is; their offsets count from its beginning.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - part: Where the object lies in it.
  ///   - origin: The place that a problem counts its offset from.
  /// - Returns: Them, in order.
  /// - Throws: What is wrong with it, and where.
  func members(
    of source: ReplySource, in part: Range<Int>, countingFrom origin: Int = 0
  ) throws(RecordProblem) -> [tradectl_json_field] {
    precondition(part.upperBound <= source.count, "The parser reads ahead")
    var count = 0
    var isCompact = false
    var offset = 0
    let error = unsafe tradectl_json_parse(
      parser, source.start + part.lowerBound, part.count, found, Record.membersMax, &count,
      &isCompact, &offset)
    guard error == TRADECTL_JSON_OK else {
      throw RecordProblem(error, at: max(part.lowerBound + offset - origin, 0))
    }
    return unsafe Array(UnsafeBufferPointer(start: found, count: count))
  }
}
