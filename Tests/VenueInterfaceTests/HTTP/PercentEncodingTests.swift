import Testing

@testable import VenueInterface

@Suite struct PercentEncodingTests {
  @Test func `every byte is either unreserved or escaped with capital digits`() {
    let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    #expect(PercentEncoding.encode(unreserved) == unreserved)
    for byte in UInt8(0)..<0x80 where !unreserved.utf8.contains(byte) {
      let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      let text = String(decoding: [byte], as: UTF8.self)
      #expect(PercentEncoding.encode(text) == "%\(digits)")
    }
  }

  @Test(arguments: [
    ("", ""), ("a b", "a%20b"), ("+", "%2B"), ("[\"BTC\"]", "%5B%22BTC%22%5D"),
    ("é", "%C3%A9"), ("币安", "%E5%B8%81%E5%AE%89"), ("100%", "100%25"), ("%20", "%2520"),
    ("a\r\nb", "a%0D%0Ab"),
  ])
  func `text is encoded byte by byte`(text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
  }

  @Test func `what is kept stays, and nothing else does`() {
    #expect(PercentEncoding.encode("a,b:c/d", keeping: ",:") == "a,b:c%2Fd")
    #expect(PercentEncoding.encode("a,b", keeping: "") == "a%2Cb")
  }

  @Test func `a query keeps its order, its repetitions and its empty values`() {
    #expect(
      PercentEncoding.query([
        ("symbol", "BTC/USDT"), ("a&b", "c=d"), ("symbol", "x"), ("none", ""), ("", "y"),
      ]) == "symbol=BTC%2FUSDT&a%26b=c%3Dd&symbol=x&none=&=y")
    #expect(PercentEncoding.query([]) == "")
  }
}
