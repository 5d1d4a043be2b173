/// One JSON array of a reply; its elements are read by their place, from 0.
package struct ReplyList: ReplyContainer {
  private let list: ReplyValue
  private let elements: [Range<Int>]
  private let path: String

  init(_ list: ReplyValue, path: String) {
    self.list = list
    self.path = path
    elements = Self.elements(of: list.range, in: list.text)
  }

  package var count: Int { elements.count }

  package func way(to place: Int) -> String { "\(path)[\(place)]" }

  package func value(at place: Int) throws(RecordProblem) -> ReplyValue? {
    guard elements.indices.contains(place) else { return nil }
    var range = elements[place]
    guard let kind = ReplyValue.Kind(firstByte: list.text[range.lowerBound]) else { return nil }
    var isEscaped = false
    if kind == .string {
      range = (range.lowerBound + 1)..<(range.upperBound - 1)
      isEscaped = list.text[range].contains(UInt8(ascii: "\\"))
    }
    return ReplyValue(
      kind: kind, text: list.text, reader: list.reader, range: range, isEscaped: isEscaped)
  }

  /// What `read` makes of each element.
  package func map<Element>(
    _ read: (Int) throws(RecordProblem) -> Element
  ) throws(RecordProblem) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(count)
    for place in 0..<count { result.append(try read(place)) }
    return result
  }

  /// The elements, each of which must be an object.
  package func objects() throws(RecordProblem) -> [ReplyObject] { try map(object) }

  /// The elements, each of which must be a list.
  package func lists() throws(RecordProblem) -> [ReplyList] {
    try map { (place) throws(RecordProblem) in try list(place) }
  }

  /// Where the elements of an array lie; the parser has checked it, so only its marks matter.
  private static func elements(of array: Range<Int>, in text: [UInt8]) -> [Range<Int>] {
    var elements: [Range<Int>] = []
    var depth = 0
    var isInString = false
    var first: Int?
    var end = array.lowerBound
    var index = array.lowerBound
    while index < array.upperBound {
      let byte = text[index]
      let isMark = !isInString && depth == 1
      if isMark && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")) {
        if let begin = first { elements.append(begin..<end) }
        first = nil
      } else if depth > 0, !isSpace(byte) {
        first = first ?? index
        end = index + 1
      }
      if isInString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        isInString = byte != UInt8(ascii: "\"")
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      index += 1
    }
    return elements
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
