internal import Domain

/// The text of an event: `name=value` pairs with a space between.
///
/// Spaces, percent signs and control characters of a value are written as `%20` and the like.
struct PayloadWriter {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  mutating func add(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    begin(name)
    let start = bytes.count
    // Looked at where it was copied to: nearly every value is written as it is.
    bytes.append(value)
    for index in start..<bytes.count where !Self.isPlain(bytes[index]) {
      return escape(from: index)
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: "%") && byte != 0x7F
  }

  /// Writes what stands behind `start` anew, with escapes.
  private mutating func escape(from start: Int) {
    let rest = Array(bytes[start...])
    bytes.removeSubrange(start...)
    for byte in rest {
      if Self.isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      }
    }
  }

  mutating func add(_ name: StaticString, _ value: (some Decimal)?) {
    guard let value else { return }
    begin(name)
    value.append(to: &bytes)
  }

  mutating func add(_ name: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    add(name, String(value.nanoseconds))
  }

  mutating func add(_ name: StaticString, _ value: Bool) {
    if value { add(name, "true") }
  }

  private mutating func begin(_ name: StaticString) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "="))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

/// Reads what `PayloadWriter` wrote.
struct PayloadReader {
  private var values: [Substring: Substring] = [:]

  init(_ text: String) {
    for pair in text.split(separator: " ") {
      guard let sign = pair.firstIndex(of: "=") else { continue }
      values[pair[..<sign]] = pair[pair.index(after: sign)...]
    }
  }

  /// Nil where there is no such name.
  func text(_ name: String) -> String? {
    guard let value = values[name[...]] else { return nil }
    var bytes: [UInt8] = []
    var source = value.utf8.makeIterator()
    while let byte = source.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = source.next(), let low = source.next(),
        let digit = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func flag(_ name: String) -> Bool { values[name[...]] == "true" }

  func time(_ name: String) -> Timestamp? {
    values[name[...]].flatMap { Int64($0) }.map { Timestamp(nanoseconds: $0) }
  }

  func decimal<Unit: Decimal>(_ name: String) -> Unit? {
    values[name[...]].flatMap { try? Unit(decimal: String($0)) }
  }

  func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    values[name[...]].flatMap { Word(rawValue: String($0)) }
  }
}
