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
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 16)
    append(text, keeping: kept, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Names and values joined by `=` and `&`, in the order that they are given in.
  ///
  /// - Parameter pairs: Not encoded yet.
  /// - Returns: What stands behind the question mark of a URL.
  package static func query(_ pairs: [(name: String, value: String)]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(pairs.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 })
    for (name, value) in pairs {
      if !output.isEmpty { output.append(UInt8(ascii: "&")) }
      append(name, keeping: "", to: &output)
      output.append(UInt8(ascii: "="))
      append(value, keeping: "", to: &output)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether a byte is a letter, a digit or one of `-._~`.
  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func append(
    _ text: String, keeping kept: StaticString, to output: inout [UInt8]
  ) {
    for byte in text.utf8 {
      if isUnreserved(byte) || kept.holds(byte) {
        output.append(byte)
      } else {
        output.append(UInt8(ascii: "%"))
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      }
    }
  }
}

extension StaticString {
  fileprivate func holds(_ byte: UInt8) -> Bool {
    withUTF8Buffer { unsafe $0.contains(byte) }
  }
}
