/// The headers of an answer as they came in, of which few are ever looked at.
package struct HTTPHeaders: Hashable, Sendable {
  /// Lines that end with a line feed.
  private let lines: [UInt8]

  /// - Parameter lines: Each ends with a line feed; what has no name before a colon is no header.
  package init(lines: [UInt8]) { self.lines = lines }

  package init(_ headers: [HTTPHeader]) {
    lines = headers.flatMap { Array("\($0.name): \($0.value)\n".utf8) }
  }

  /// The value of the first header of a name, in capital or small letters.
  package subscript(name: String) -> String? {
    let count = name.utf8.count
    guard count > 0 else { return nil }
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: Self.feed) ?? lines.count
      if end - start > count, lines[start + count] == Self.colon,
        zip(lines[start...], name.utf8).allSatisfy({ $0.lowercaseASCII == $1.lowercaseASCII })
      {
        return value(start + count + 1, end)
      }
      start = end + 1
    }
    return nil
  }

  /// All of them, in the order that they came in.
  package var all: [HTTPHeader] {
    lines.split(separator: Self.feed).compactMap { line in
      guard let colon = line.firstIndex(of: Self.colon), colon > line.startIndex else { return nil }
      return HTTPHeader(
        String(decoding: line[..<colon], as: UTF8.self), value(colon + 1, line.endIndex))
    }
  }

  /// Without the white space around it.
  private func value(_ start: Int, _ end: Int) -> String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var (first, last) = (start, end)
    while first < last, isSpace(lines[first]) { first += 1 }
    while last > first, isSpace(lines[last - 1]) { last -= 1 }
    return String(decoding: lines[first..<last], as: UTF8.self)
  }

  private static let feed = UInt8(ascii: "\n")
  private static let colon = UInt8(ascii: ":")
}
