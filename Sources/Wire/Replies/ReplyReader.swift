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
    unsafe found.initialize(repeating: tradectl_json_field(), count: Record.membersMax)
  }

  deinit {
    unsafe tradectl_json_destroy(parser)
    unsafe found.deallocate()
  }

  /// Takes one object in, checked as a whole.
  ///
  /// - Parameter text: At most 1 MiB.
  /// - Returns: The object, which keeps a copy of the text.
  /// - Throws: What is wrong with it, and where.
  package func read(_ text: Span<UInt8>) throws(RecordProblem) -> ReplyObject {
    guard text.count <= LineBuffer.lineMax else {
      throw RecordProblem(.lineTooLong, "the reply is longer than \(LineBuffer.lineMax) bytes")
    }
    var copy: [UInt8] = []
    copy.reserveCapacity(text.count + Record.padding)
    for index in text.indices { copy.append(text[index]) }
    copy.append(contentsOf: repeatElement(0, count: Record.padding))
    return ReplyObject(
      text: copy, start: 0, path: "", reader: self,
      members: try members(of: copy, in: 0..<text.count))
  }

  /// The members of the object that a part of a text is; their offsets count from its beginning.
  ///
  /// - Parameters:
  ///   - text: With enough bytes behind the part that the parser may read ahead.
  ///   - part: Where the object lies.
  /// - Returns: Them, in order.
  /// - Throws: What is wrong with it, and where.
  func members(
    of text: [UInt8], in part: Range<Int>
  ) throws(RecordProblem) -> [tradectl_json_field] {
    precondition(part.upperBound + Record.padding <= text.count, "The parser reads ahead")
    var count = 0
    var isCompact = false
    var offset = 0
    let error = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.map { start in
        unsafe tradectl_json_parse(
          parser, start + part.lowerBound, part.count, found, Record.membersMax, &count,
          &isCompact, &offset)
      }
    }
    guard error == TRADECTL_JSON_OK else {
      throw RecordProblem(error ?? TRADECTL_JSON_EMPTY, at: part.lowerBound + offset)
    }
    return unsafe Array(UnsafeBufferPointer(start: found, count: count))
  }
}
