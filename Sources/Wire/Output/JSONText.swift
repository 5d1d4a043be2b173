public import Domain

/// JSON under construction: members are appended one after the other into one reused buffer.
@safe
public struct JSONText: ~Copyable {
  /// How exact numbers are written.
  package enum Decimals: String, CaseIterable, Sendable {
    /// As JSON numbers.
    case number
    /// As strings, for readers that turn numbers into binary floating point.
    case string
  }

  package var bytes = ByteBuffer()
  package var decimals = Decimals.number
  private let fields = FieldTable.shared

  package init() {}

  package mutating func clear() { bytes.removeAll() }

  // MARK: Values

  @inline(__always)
  package mutating func append(literal text: StaticString) { bytes.append(text) }

  /// An exact number; generic only on its face, so that callers in other targets pay nothing.
  @inlinable
  public mutating func append(_ number: some Decimal) { append(scaled: number.scaled) }

  /// An exact number in multiples of 10⁻¹⁸.
  public mutating func append(scaled: Int128) {
    guard decimals == .string else { return append(number: scaled) }
    bytes.append(UInt8(ascii: "\""))
    append(number: scaled)
    bytes.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private mutating func append(number scaled: Int128) {
    unsafe bytes.claim(DecimalText.write(scaled, to: bytes.room(for: DecimalText.room)))
  }

  /// A word of an enumeration: letters and underscores, nothing to escape.
  package mutating func append(word: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: word.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func append(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    unsafe bytes.claim(
      DecimalText.write(whole: UInt64(number.magnitude), to: bytes.room(for: DecimalText.room)))
  }

  /// A statistic, in plain notation with at most eight fraction digits.
  ///
  /// - Parameter number: Beyond ±10¹⁸ its fraction is left out; null where it is not finite, or
  ///   too large for any statistic.
  package mutating func append(_ number: Double) {
    if number.magnitude < 1e18 {
      append(number: Int128((number * 1e8).rounded()) * 10_000_000_000)
    } else if number.magnitude < 1e38 {
      bytes.append(contentsOf: String(Int128(number)).utf8)
    } else {
      append(literal: "null")
    }
  }

  package mutating func append(_ value: Bool) { append(literal: value ? "true" : "false") }

  package mutating func append(_ time: Timestamp) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(upTo: Timestamp.textLength) { time.append(to: &$0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string; quotes, backslashes and control characters escaped.
  package mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.needsNoEscapes {
      bytes.append(contentsOf: text.utf8)
    } else {
      appendEscaped(text)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: append(literal: "\\n")
      case 0x09: append(literal: "\\t")
      case 0x0D: append(literal: "\\r")
      case 0..<0x20, 0x7F:
        append(literal: "\\u00")
        bytes.append(Self.hexadecimal(byte >> 4))
        bytes.append(Self.hexadecimal(byte & 15))
      default: bytes.append(byte)
      }
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }

  // MARK: Members

  /// `,"key":`; the comma is left out directly behind a brace.
  public mutating func key(_ field: Field) {
    let isFirst = bytes.last == UInt8(ascii: "{")
    unsafe bytes.claim(
      fields.writeKey(of: field, to: bytes.room(for: FieldTable.keyStride), isFirst: isFirst))
  }

  /// `,"key":` behind another member.
  @inline(__always)
  mutating func memberKey(_ field: Field) {
    unsafe bytes.claim(
      fields.writeKey(of: field, to: bytes.room(for: FieldTable.keyStride), isFirst: false))
  }

  /// A key that is no field of the common list.
  package mutating func key(_ name: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    append(name)
    bytes.append(UInt8(ascii: ":"))
  }

  @inlinable
  public mutating func add(_ field: Field, _ number: some Decimal) {
    key(field)
    append(scaled: number.scaled)
  }

  package mutating func add(_ field: Field, _ number: Int) {
    key(field)
    append(number)
  }

  package mutating func add(_ field: Field, _ value: Bool) {
    key(field)
    append(value)
  }

  package mutating func add(_ field: Field, _ text: String) {
    key(field)
    append(text)
  }

  package mutating func add(_ field: Field, _ time: Timestamp) {
    key(field)
    append(time)
  }

  /// A word of an enumeration: letters and underscores, nothing to escape.
  package mutating func add(_ field: Field, word: String) {
    key(field)
    append(word: word)
  }

  /// An object whose members `body` adds.
  package mutating func add<Failure: Error>(
    _ field: Field, object body: (inout JSONText) throws(Failure) -> Void
  ) throws(Failure) {
    key(field)
    bytes.append(UInt8(ascii: "{"))
    try body(&self)
    bytes.append(UInt8(ascii: "}"))
  }
}

extension String {
  /// Whether it can stand in JSON as it is, between quotes.
  package var needsNoEscapes: Bool {
    let bytes = utf8.span
    return bytes.indices.allSatisfy { place in
      switch bytes[place] {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: false
      default: true
      }
    }
  }
}
