/// How text is written into a URL, or into a body that looks like a query.
///
/// Venues sign the very bytes that are sent, so it is decided here alone what they are: what RFC 3986
/// calls unreserved stays as it is, every other byte becomes `%` and two capital hexadecimal digits.
package enum PercentEncoding {
  /// A text, encoded.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - kept: Characters that stay too, such as the commas of a list; ASCII.
  /// - Returns: Letters, digits, `-._~%` and what is kept.
  package static func encode(_ text: String, keeping kept: StaticString = "") -> String {
    unsafe String(unsafeUninitializedCapacity: text.utf8.count * 3) { room in
      var output = unsafe Output(room)
      output.append(text, keeping: kept)
      return output.count
    }
  }

  /// Names and values joined by `=` and `&`, in the order that they are given in.
  ///
  /// - Parameter pairs: Not encoded yet.
  /// - Returns: What stands behind the question mark of a URL.
  package static func query(_ pairs: [(name: String, value: String)]) -> String {
    let count = pairs.reduce(0) { $0 + ($1.name.utf8.count + $1.value.utf8.count) * 3 + 2 }
    return unsafe String(unsafeUninitializedCapacity: count) { room in
      var output = unsafe Output(room)
      for (name, value) in pairs {
        if output.count > 0 { output.append(UInt8(ascii: "&")) }
        output.append(name)
        output.append(UInt8(ascii: "="))
        output.append(value)
      }
      return output.count
    }
  }

  /// Whether a byte is a letter, a digit or one of `-._~`.
  static func isUnreserved(_ byte: UInt8) -> Bool {
    // A bit for each of the 128 characters of ASCII.
    let bits: UInt64 = byte < 64 ? 0x03FF_6000_0000_0000 : 0x47FF_FFFE_87FF_FFFE
    return byte < 128 && bits >> (byte & 63) & 1 == 1
  }

  /// Where encoded bytes go; it has room for three of each byte that is appended.
  @safe
  private struct Output {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    @unsafe
    init(_ room: UnsafeMutableBufferPointer<UInt8>) { unsafe self.room = room }

    mutating func append(_ byte: UInt8) {
      unsafe room[count] = byte
      count += 1
    }

    mutating func append(_ text: String, keeping kept: StaticString = "") {
      let bytes = text.utf8.span
      for index in bytes.indices {
        let byte = bytes[index]
        if isUnreserved(byte) || kept.holds(byte) {
          append(byte)
        } else {
          append(UInt8(ascii: "%"))
          append(Self.digit(byte >> 4))
          append(Self.digit(byte & 15))
        }
      }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
  }
}

extension StaticString {
  fileprivate func holds(_ byte: UInt8) -> Bool {
    utf8CodeUnitCount > 0 && withUTF8Buffer { unsafe $0.contains(byte) }
  }
}
