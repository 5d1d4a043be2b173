import Testing

@testable import Signing

@Suite struct HexadecimalTests {
  private static func decode(_ text: String) throws -> [UInt8] {
    let text = Array(text.utf8)
    return try [UInt8](capacity: text.count / 2) { output throws(EncodingError) in
      try Hexadecimal.decode(text.span, into: &output)
    }
  }

  @Test func `every byte comes back, whatever the case of its digits`() throws {
    let bytes = Array(UInt8.min...UInt8.max)
    let text = Hexadecimal.text(bytes)
    #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff") && text.count == 512)
    #expect(try Self.decode(text) == bytes)
    #expect(try Self.decode(text.uppercased()) == bytes)
    #expect(try Self.decode("") == [])
  }

  @Test(arguments: ["0", "0g", "g0", "0x", "00 ", "0\u{0}", "/0", ":0", "@0", "`0", "é", "000"])
  func `anything else is refused`(text: String) {
    #expect(throws: EncodingError.malformed) { try Self.decode(text) }
  }
}
