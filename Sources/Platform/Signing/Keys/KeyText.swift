/// Reads the texts that keys are handed out as.
enum KeyText {
  /// No venue's key is longer, PEM aside.
  static let countMax = 4096

  /// The bytes that a text stands for.
  static func base64(_ text: Span<UInt8>) throws(KeyError) -> Secret {
    try check(text)
    do {
      return try Secret(capacity: text.count / 4 * 3 + 3) { output throws(EncodingError) in
        try Base64.decode(text, into: &output)
      }
    } catch {
      throw .notBase64
    }
  }

  /// The bytes that a text stands for; it may begin with `0x`.
  static func hexadecimal(_ text: Span<UInt8>) throws(KeyError) -> Secret {
    try check(text)
    let digits = text.extracting((text.has("0x", at: 0) ? 2 : 0)..<text.count)
    do {
      return try Secret(capacity: digits.count / 2) { output throws(EncodingError) in
        try Hexadecimal.decode(digits, into: &output)
      }
    } catch {
      throw .notHexadecimal
    }
  }

  /// The characters as they are.
  static func characters(_ text: Span<UInt8>) throws(KeyError) -> Secret {
    try check(text)
    return Secret(copying: text)
  }

  private static func check(_ text: Span<UInt8>) throws(KeyError) {
    guard !text.isEmpty else { throw .empty }
    guard text.count <= countMax else { throw .tooLong(limit: countMax) }
    for index in text.indices {
      guard (0x21...0x7E).contains(text[index]) else { throw .strangeCharacters }
    }
  }
}
