import Testing

@testable import Signing

@Suite struct Ed25519KeyTests {
  /// Source: RFC 8032, section 7.1, tests 1, 2, 3 and that of SHA(abc).
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
    (
      "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    ),
  ])
  func `signs as RFC 8032 says`(seed: String, message: String, signature: String) throws {
    let key = try #require(try SigningKey(text: seed, form: .ed25519).ed25519)
    #expect(digits(try key.sign(bytes(message))) == signature)
  }

  @Test func `each form of a key is the same key`() throws {
    for vector in try Vectors.read().ed25519 {
      let seed = bytes(vector.seed)
      let both = seed + bytes(vector.public)
      let texts = [
        vector.seed, vector.seed.uppercased(), vector.seed + vector.public,
        Base64.text(seed), Base64.text(both),
        String(Base64.text(seed).filter { $0 != "=" }), "  \(vector.seed)\n",
      ]
      for text in texts {
        let key = try #require(try SigningKey(text: text, form: .ed25519).ed25519)
        #expect(digits(key.publicBytes) == vector.public)
        #expect(digits(try key.sign(bytes(vector.message))) == vector.signature)
      }
      let key = try #require(try SigningKey(pem: vector.pem).ed25519)
      #expect(digits(try key.sign(bytes(vector.message))) == vector.signature)
    }
  }

  @Test func `a public half of another key is refused`() throws {
    let vectors = try Vectors.read().ed25519
    #expect(throws: KeyError.halvesDiffer) {
      try SigningKey(text: vectors[0].seed + vectors[1].public, form: .ed25519)
    }
  }

  @Test(arguments: [
    ("", KeyError.empty), ("  \n ", .empty),
    ("AAAA", .wrongLength(bytes: 3, expected: "32 or 64")),
    (String(repeating: "AAAA", count: 11), .wrongLength(bytes: 33, expected: "32 or 64")),
    (String(repeating: "0g", count: 32), .notHexadecimal), ("a%", .notBase64),
    (String(repeating: "a", count: 5000), .tooLong(limit: 4096)),
    ("ab cd", .strangeCharacters), ("ab\u{0}", .strangeCharacters), ("äb", .strangeCharacters),
  ])
  func `what is no key is refused`(text: String, error: KeyError) {
    #expect(throws: error) { try SigningKey(text: text, form: .ed25519) }
  }
}
