import Testing

@testable import Signing

@Suite struct Base64Tests {
  private static func decode(_ text: String) throws -> [UInt8] {
    let text = Array(text.utf8)
    return try [UInt8](capacity: text.count) { output throws(EncodingError) in
      try Base64.decode(text.span, into: &output)
    }
  }

  /// Source: RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `reads and writes the standard's examples`(plain: String, text: String) throws {
    let plain = Array(plain.utf8)
    #expect(Base64.text(plain) == text)
    #expect(try Self.decode(text) == plain)
    let bare = text.filter { $0 != "=" }
    #expect(Base64.text(plain, .url) == bare)
    #expect(try Self.decode(bare) == plain)
  }

  @Test func `the two forms differ in two characters`() {
    let bytes: [UInt8] = [0xFB, 0xFF, 0xBF]
    #expect(Base64.text(bytes) == "+/+/")
    #expect(Base64.text(bytes, .url) == "-_-_")
  }

  @Test func `every byte at every place comes back`() throws {
    for byte in UInt8.min...UInt8.max {
      for count in 1...4 {
        for place in 0..<count {
          var bytes = [UInt8](repeating: 0x55, count: count)
          bytes[place] = byte
          #expect(try Self.decode(Base64.text(bytes)) == bytes)
        }
      }
    }
  }

  @Test(arguments: [
    "=", "====", "Z", "Z===", "Zg=", "Zg===", "Zm8==", "Zm9v=", "Zm9v====", "Zh==", "Zm9=",
    "Zg==Zg==", "Zm 9v", "Zm9v\n", "Zm-v", "Zm_v", "Zm9ü", "=Zm9v", "Zm9vA",
  ])
  func `anything else is refused`(text: String) {
    #expect(throws: EncodingError.malformed) { try Self.decode(text) }
  }
}
