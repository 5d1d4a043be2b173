/// Base64 with padding (RFC 4648 section 4).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the encoding of some bytes; four characters for each three bytes begun.
  static func append(_ source: Span<UInt8>, to output: inout ByteBuffer) {
    var index = 0
    while index < source.count {
      let count = min(3, source.count - index)
      var group = UInt32(source[index]) << 16
      if count > 1 { group |= UInt32(source[index + 1]) << 8 }
      if count > 2 { group |= UInt32(source[index + 2]) }
      for place in 0..<4 {
        let digit = Int(group >> UInt32(18 - 6 * place) & 63)
        output.append(place <= count ? alphabet[digit] : UInt8(ascii: "="))
      }
      index += count
    }
  }
}

extension JSONText {
  /// A member whose value is some bytes, whatever they are, as Base64 text.
  package mutating func add(_ field: Field, base64 source: Span<UInt8>) {
    key(field)
    bytes.append(UInt8(ascii: "\""))
    Base64.append(source, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }
}
