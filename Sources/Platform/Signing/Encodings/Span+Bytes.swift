/// What is looked for in bytes without making strings of them.
extension Span<UInt8> {
  /// A copy.
  var array: [UInt8] {
    [UInt8](capacity: count) { output in
      for index in indices { output.append(self[index]) }
    }
  }

  /// Whether a text stands at a place.
  func has(_ text: StaticString, at place: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place >= 0, place <= self.count - count else { return false }
    for index in 0..<count {
      guard unsafe self[place + index] == text.utf8Start[index] else { return false }
    }
    return true
  }

  /// Whether the bytes of a range stand at another place too.
  func hasSame(_ range: Range<Int>, at place: Int) -> Bool {
    guard place >= 0, place <= count - range.count else { return false }
    for index in 0..<range.count where self[range.lowerBound + index] != self[place + index] {
      return false
    }
    return true
  }

  /// The first place of a text, not before `start`.
  func position(of text: StaticString, from start: Int) -> Int? {
    var place = start
    while place <= count - text.utf8CodeUnitCount {
      if has(text, at: place) { return place }
      place += 1
    }
    return nil
  }

  /// The bytes without the white space at both ends.
  var trimmed: Span<UInt8> {
    @_lifetime(copy self)
    get {
      var start = 0
      var end = count
      while start < end, Self.isSpace(self[start]) { start += 1 }
      while end > start, Self.isSpace(self[end - 1]) { end -= 1 }
      return extracting(start..<end)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
