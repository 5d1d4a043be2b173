/// Replaces secrets by `***`, in whichever form a request or a message may hold them.
///
/// Found are the bytes themselves, each of them percent-encoded or not, a space as `+`, and a quote,
/// slash or backslash behind a backslash as JSON has it.
package struct Redaction: Sendable {
  private static let mask = Array("***".utf8)
  private let secrets: [[UInt8]]

  /// - Parameter secrets: Empty ones hide nothing.
  package init(_ secrets: [String]) {
    self.secrets = secrets.filter { !$0.isEmpty }.map { Array($0.utf8) }
  }

  package func apply(to text: String) -> String {
    let bytes = Array(text.utf8)
    let covered = covered(in: bytes)
    return covered.isEmpty ? text : String(decoding: replacing(covered, in: bytes), as: UTF8.self)
  }

  package func apply(to bytes: [UInt8]) -> [UInt8] {
    replacing(covered(in: bytes), in: bytes)
  }

  /// What any secret covers, in order, joined where two overlap: half of one is not shown either.
  private func covered(in bytes: [UInt8]) -> [Range<Int>] {
    guard !secrets.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    for start in bytes.indices {
      let end = secrets.compactMap { Self.end(of: $0, in: bytes, from: start) }.max()
      guard let end else { continue }
      if let last = ranges.last, start < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        ranges.append(start..<end)
      }
    }
    return ranges
  }

  private func replacing(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var copied = 0
    for range in ranges {
      output += bytes[copied..<range.lowerBound]
      output += Self.mask
      copied = range.upperBound
    }
    output += bytes[copied...]
    return output
  }

  /// Where a secret ends that begins at a place; nil where it does not begin there.
  private static func end(of secret: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    // A percent sign may stand for itself or begin an escape, so several places are possible.
    var places: Set = [start]
    for byte in secret {
      places = Set(places.flatMap { steps(over: byte, in: bytes, at: $0) })
      if places.isEmpty { return nil }
    }
    return places.max()
  }

  /// Where the next byte of the secret would begin, once for each way to write this one.
  private static func steps(over byte: UInt8, in bytes: [UInt8], at place: Int) -> [Int] {
    guard place < bytes.count else { return [] }
    let found = bytes[place]
    let next = place + 1 < bytes.count ? bytes[place + 1] : nil
    var places = found == byte ? [place + 1] : []
    switch found {
    case UInt8(ascii: "%"):
      guard place + 2 < bytes.count, let high = bytes[place + 1].hexDigit,
        let low = bytes[place + 2].hexDigit, high << 4 | low == byte
      else { break }
      places.append(place + 3)
    case UInt8(ascii: "+") where byte == UInt8(ascii: " "): places.append(place + 1)
    case UInt8(ascii: "\\") where next == byte && "\"/\\".utf8.contains(byte):
      places.append(place + 2)
    default: break
    }
    return places
  }
}

extension UInt8 {
  fileprivate var hexDigit: UInt8? {
    if isDigitASCII { return self - UInt8(ascii: "0") }
    let letter = lowercaseASCII &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }
}
