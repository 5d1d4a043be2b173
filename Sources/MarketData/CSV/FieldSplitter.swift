/// Finds where the fields of a row begin and end.
struct FieldSplitter {
  /// Where each field begins; the field before ends one byte earlier, at its comma.
  private(set) var starts: [Int]
  /// The fields of the last row, also those beyond the ones that are kept.
  private(set) var count = 0
  /// The row without its quotation marks, if it had any.
  private(set) var unquoted: [UInt8] = []

  /// - Parameter capacity: How many fields of a row are kept at most; further ones are counted.
  init(capacity: Int) {
    starts = [Int](repeating: 0, count: capacity + 1)
  }

  /// The bytes of a field.
  ///
  /// - Parameters:
  ///   - index: Below `count` and below the capacity.
  ///   - text: The bytes that were split.
  /// - Returns: The part of `text` without its comma.
  @inline(__always)
  @_lifetime(copy text)
  func field(_ index: Int, of text: Span<UInt8>) -> Span<UInt8> {
    let start = starts[index]
    return text.extracting(start..<(starts[index &+ 1] &- 1))
  }

  /// Splits a row without quotation marks.
  ///
  /// - Parameters:
  ///   - window: Contains the row and, behind it, `LineSource.padding` more bytes.
  ///   - row: Where it stands.
  @inline(__always)
  mutating func split(_ window: Span<UInt8>, _ row: Range<Int>) {
    var starts = self.starts.mutableSpan
    var found = 1
    starts[0] = row.lowerBound
    var offset = row.lowerBound
    row: while offset < row.upperBound {
      // Bytes have no padding whose content would be undefined.
      var commas = unsafe SixteenBytes(window.bytes, at: offset).marks(of: UInt8(ascii: ","))
      while let comma = commas.first {
        let start = offset &+ comma &+ 1
        guard start <= row.upperBound else { break row }
        if found < starts.count { starts[found] = start }
        found &+= 1
        commas.removeFirst()
      }
      offset &+= 16
    }
    if found < starts.count { starts[found] = row.upperBound + 1 }
    count = found
  }

  /// Splits a row that may have quoted fields, into `unquoted`.
  ///
  /// In quotes, a comma is a byte like others and two marks are one.
  ///
  /// - Returns: False if a quote is not closed or not followed by a comma.
  mutating func splitQuoted(_ text: Span<UInt8>, _ row: Range<Int>) -> Bool {
    let mark = UInt8(ascii: "\"")
    unquoted.removeAll(keepingCapacity: true)
    starts[0] = 0
    count = 1
    var index = row.lowerBound
    while true {
      if index < row.upperBound, text[index] == mark {
        index += 1
        while true {
          guard index < row.upperBound else { return false }
          if text[index] == mark {
            guard index + 1 < row.upperBound, text[index + 1] == mark else { break }
            index += 1
          }
          unquoted.append(text[index])
          index += 1
        }
        index += 1
      } else {
        while index < row.upperBound, text[index] != UInt8(ascii: ",") {
          unquoted.append(text[index])
          index += 1
        }
      }
      unquoted.append(UInt8(ascii: ","))
      if count < starts.count { starts[count] = unquoted.count }
      guard index < row.upperBound else { return true }
      guard text[index] == UInt8(ascii: ",") else { return false }
      index += 1
      count += 1
    }
  }
}
