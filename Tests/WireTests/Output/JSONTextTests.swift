import Domain
import Testing

@testable import Wire

@Suite struct JSONTextTests {
  @Test func `text comes back as it went in`() throws {
    let all = String(String.UnicodeScalarView((0...0x3000).compactMap(Unicode.Scalar.init)))
    for original in [all, "", "\"\\/", "😀\u{10FFFF}\u{2028}"] {
      var text = JSONText()
      text.append(original)
      #expect(try JSONModel(text.bytes.array) == .string(original))
      // Nothing that a terminal acts on is written bare.
      #expect(!text.bytes.array.contains { $0 < 0x20 || $0 == 0x7F })
    }
  }

  @Test(arguments: [0, 7, -7, Int.max, Int.min])
  func `whole numbers are written in full`(number: Int) {
    var text = JSONText()
    text.append(number)
    #expect(written(text) == String(number))
  }

  @Test func `members are separated by commas`() throws {
    var text = JSONText()
    text.append(literal: "{")
    text.add(.id, "a")
    text.add(.final, true)
    text.add(.line, -1)
    text.add(.ts, Timestamp(nanoseconds: 0))
    text.add(.sizing) { sizing in
      sizing.add(.method, word: "fixed")
      sizing.add(.risk) { _ in }
      sizing.key("own key")
      sizing.append(false)
    }
    text.key("last")
    text.append(Price.one)
    text.append(literal: "}")
    #expect(
      written(text)
        == #"{"id":"a","final":true,"line":-1,"ts":"1970-01-01T00:00:00.000000Z","sizing":{"method":"fixed","risk":{},"own key":false},"last":1}"#
    )
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `bytes are written as Base64`(plain: String, encoded: String) {
    // The test vectors of RFC 4648 section 10.
    #expect(base64(Array(plain.utf8)) == #"{"input_base64":""# + encoded + #""}"#)
  }

  @Test func `every byte has its place in Base64`() {
    let bytes: [UInt8] = [0x00, 0x10, 0x83, 0x10, 0x51, 0x87, 0xFB, 0xFF, 0xBF, 0xFF]
    #expect(base64(bytes) == #"{"input_base64":"ABCDEFGH+/+//w=="}"#)
  }

  private func base64(_ bytes: [UInt8]) -> String {
    var text = JSONText()
    text.append(literal: "{")
    text.add(.inputBase64, base64: bytes.span)
    text.append(literal: "}")
    return written(text)
  }

  private func written(_ text: borrowing JSONText) -> String { text.bytes.text }
}
