import Testing

@testable import VenueInterface

@Suite struct RedactionTests {
  @Test(arguments: [
    ("a/b+c=", "x=a/b+c=&y", "x=***&y"),
    ("a/b+c=", "x=a%2Fb%2Bc%3D&y", "x=***&y"),
    ("a/b+c=", "x=a%2fb%2bc%3d&y", "x=***&y"),
    ("a/b+c=", "x=%61/b%2Bc=&y", "x=***&y"),
    ("a/b", #""a\/b""#, #""***""#),
    (#"a"b\c"#, #"{"p":"a\"b\\c"}"#, #"{"p":"***"}"#),
    (#"a"b\c"#, #"a"b\c"#, "***"),
    ("pass word", "p=pass+word&q=pass%20word", "p=***&q=***"),
    ("50%", "x=50%&y=50%25&z=50%2", "x=***&y=***&z=***2"),
    ("%25", "%25 %2525 %252 %2", "*** *** ***2 %2"),
    ("é", "%C3%A9 é %c3%a9", "*** *** ***"),
    ("abc", "ab%6", "ab%6"),
    ("abc", "ab%", "ab%"),
    ("abc", "ABC", "ABC"),
    ("aa", "aaa aaaa a", "*** *** a"),
  ])
  func `a secret is found in each form`(secret: String, text: String, shown: String) {
    #expect(Redaction([secret]).apply(to: text) == shown)
    #expect(Redaction([secret]).apply(to: Array(text.utf8)) == Array(shown.utf8))
  }

  @Test func `of secrets that overlap nothing is left`() {
    #expect(Redaction(["abc", "cde"]).apply(to: "xabcdey") == "x***y")
    #expect(Redaction(["b", "abcd"]).apply(to: "abcd b") == "*** ***")
    #expect(Redaction(["abcd", "b"]).apply(to: "abcd b") == "*** ***")
    #expect(Redaction(["ab", "cd"]).apply(to: "abcd") == "******")
  }

  @Test func `no secrets, or empty ones, hide nothing`() {
    #expect(Redaction([]).apply(to: "abc") == "abc")
    #expect(Redaction([""]).apply(to: "abc") == "abc")
    #expect(Redaction(["abc"]).apply(to: "") == "")
  }

  @Test func `bytes that are no text stay as they are`() {
    let bytes: [UInt8] = [0xFF, 0x00, 0x61, 0x62, 0xFE]
    #expect(Redaction(["ab"]).apply(to: bytes) == [0xFF, 0x00, 0x2A, 0x2A, 0x2A, 0xFE])
  }

  @Test func `random secrets in random forms never show`() {
    var random = SeededRandom(seed: 20_261_120)
    let letters = Array(#"abcXYZ019/+=%"\ -é"#)
    for round in 0..<2000 {
      let secret = String(
        (0..<Int.random(in: 6...12, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        })
      var text = "before&"
      for byte in secret.utf8 {
        let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
        let form = Int.random(in: 0..<3, using: &random)
        if form == 0 || byte >= 0x80 {
          text += "%" + (Bool.random(using: &random) ? digits.uppercased() : digits)
        } else if form == 1, #""/\"#.utf8.contains(byte) {
          text += #"\"# + String(decoding: [byte], as: UTF8.self)
        } else {
          text += String(decoding: [byte], as: UTF8.self)
        }
      }
      text += "&after"
      #expect(
        Redaction([secret]).apply(to: text) == "before&***&after",
        "seed 20261120, round \(round): \(secret) in \(text)")
    }
  }
}

/// The same numbers for the same seed.
private struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
