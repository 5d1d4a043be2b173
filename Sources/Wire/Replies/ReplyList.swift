internal import CSimdjson

/// One JSON array of a reply; its elements are read by their place, from 0.
package struct ReplyList: ReplyContainer {
  private let source: ReplySource
  private let elements: [Range<Int>]
  private let path: String

  init(_ list: ReplyValue, path: String) {
    source = list.source
    self.path = path
    elements = Self.elements(of: list.range, in: source)
  }

  package var count: Int { elements.count }

  package func way(to place: Int) -> String { "\(path)[\(place)]" }

  package func value(at place: Int) throws(RecordProblem) -> ReplyValue? {
    guard elements.indices.contains(place) else { return nil }
    var range = elements[place]
    guard let kind = ReplyValue.Kind(firstByte: source[range.lowerBound]) else { return nil }
    var isEscaped = false
    if kind == .string {
      range = (range.lowerBound + 1)..<(range.upperBound - 1)
      isEscaped = source.holds(UInt8(ascii: "\\"), in: range)
    }
    return ReplyValue(kind: kind, source: source, range: range, isEscaped: isEscaped)
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

  /// Where the elements of an array lie; the parser has checked it.
  private static func elements(of array: Range<Int>, in source: ReplySource) -> [Range<Int>] {
    var elements: [Range<Int>] = []
    var (place, start, end) = (array.lowerBound + 1, 0, 0)
    while unsafe tradectl_json_element(source.start, array.upperBound, &place, &start, &end) {
      elements.append(start..<end)
    }
    return elements
  }
}
