/// Two digits a byte.
package enum Hexadecimal {
  /// - Returns: Lowercase digits.
  package static func text(_ bytes: Span<UInt8>) -> String {
    unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
      for index in bytes.indices {
        unsafe buffer[2 * index] = digit(bytes[index] >> 4)
        unsafe buffer[2 * index + 1] = digit(bytes[index] & 15)
      }
      return bytes.count * 2
    }
  }

  /// Appends the bytes that a text stands for; upper and lower case may be mixed.
  ///
  /// - Parameters:
  ///   - text: Digits only.
  ///   - output: Must have room for half as many bytes.
  /// - Throws: `.malformed` for an odd number of digits, and for anything else than digits.
  static func decode(
    _ text: Span<UInt8>, into output: inout OutputSpan<UInt8>
  ) throws(EncodingError) {
    guard text.count.isMultiple(of: 2) else { throw .malformed }
    for index in 0..<(text.count / 2) {
      guard let high = value(text[2 * index]), let low = value(text[2 * index + 1]) else {
        throw .malformed
      }
      output.append(high << 4 | low)
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// Why a text does not stand for bytes.
enum EncodingError: Error, Hashable {
  case malformed
}
