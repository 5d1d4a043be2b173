import Testing

@testable import Signing

@Suite struct SigningKeyTests {
  @Test func `a secret of characters is used as it is, without the white space around it`() throws {
    let message: [UInt8] = [1, 2, 3]
    let expected = HMACKey(secret("kQH5/=x")).sha256(message)
    for text in ["kQH5/=x", " kQH5/=x\n", "\r\nkQH5/=x\t"] {
      let key = try #require(try SigningKey(text: text, form: .characters).hmac)
      #expect(key.sha256(message) == expected)
    }
  }

  @Test func `a secret in base64 is decoded`() throws {
    let key = try #require(try SigningKey(text: "AAECAwQFBgc=", form: .base64).hmac)
    let message: [UInt8] = [9]
    let decoded: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7]
    let expected = HMACKey(Secret(copying: decoded.span)).sha512(message)
    #expect(key.sha512(message) == expected)
  }

  @Test(arguments: [
    ("", SigningKey.Form.characters, KeyError.empty), (" \n", .characters, .empty),
    ("a b", .characters, .strangeCharacters), ("a\nb", .characters, .strangeCharacters),
    ("ключ", .characters, .strangeCharacters), ("a\u{7F}", .characters, .strangeCharacters),
    (String(repeating: "a", count: 4097), .characters, .tooLong(limit: 4096)),
    ("AAE-", .base64, .notBase64), ("A", .base64, .notBase64), ("AB==", .base64, .notBase64),
    ("no pem", .none, .notPEM),
  ])
  func `what is no key is refused`(text: String, form: SigningKey.Form, error: KeyError) {
    #expect(throws: error) { try SigningKey(text: text, form: form) }
  }

  @Test func `PEM is taken where the venue takes it, and nowhere else`() throws {
    let vectors = try Vectors.read()
    let pem = vectors.ed25519[0].pem
    let forms: [SigningKey.Form] = [.characters, .base64, .ed25519, .secp256k1, .none]
    for form in forms {
      #expect(throws: KeyError.unexpectedPEM) { try SigningKey(text: pem, form: form) }
      #expect(try SigningKey(text: pem, form: form, takesPEM: true).ed25519 != nil)
    }
  }

  @Test func `keys that cannot be used say why`() throws {
    let refused = try Vectors.read().refused
    let cases: [([String], KeyError)] = [
      (refused.encrypted, .encrypted), (refused.public, .publicKey),
      (refused.openssh, .openSSHForm), (refused.curve, .wrongCurve),
      (refused.kind, .unsupportedKind), (refused.short_rsa, .rsaSize(bits: 1024)),
    ]
    for (texts, error) in cases {
      #expect(!texts.isEmpty)
      for text in texts { #expect(throws: error) { try SigningKey(pem: text) } }
    }
  }

  @Test func `a key whose halves differ is found when it is handed in`() throws {
    let vectors = try Vectors.read()
    for pem in vectors.refused.mixed {
      let key = try SigningKey(pem: pem)
      #expect(throws: KeyError.halvesDiffer) { try key.check() }
    }
    let whole = [vectors.ed25519[0].pem, vectors.p256[0].sec1, vectors.rsa[0].pkcs8]
    for pem in whole { try SigningKey(pem: pem).check() }
    try SigningKey(text: "abc", form: .characters).check()
  }

  @Test func `no way of printing a key shows it`() throws {
    let text = String(repeating: "5a", count: 32)
    let keys = [
      try SigningKey(text: text, form: .characters), try SigningKey(text: text, form: .secp256k1),
      try SigningKey(text: text, form: .ed25519),
    ]
    for key in keys {
      var dumped = ""
      dump(key, to: &dumped)
      let printed = ["\(key)", String(reflecting: key), String(describing: key), dumped]
      for line in printed {
        #expect(!line.contains("5a5a") && !line.contains("ZZ"), "\(key.kind)")
        #expect(line.contains(key.kind), "\(line)")
      }
      #expect(Mirror(reflecting: key).children.isEmpty)
    }
  }

  @Test func `every error is a sentence of its own`() {
    let errors: [KeyError] = [
      .empty, .tooLong(limit: 1), .strangeCharacters, .notBase64, .notHexadecimal,
      .wrongLength(bytes: 1, expected: "32"), .notPEM, .unexpectedPEM, .brokenPEM, .encrypted,
      .publicKey, .certificate, .openSSHForm, .unknownBlock, .unreadable, .unsupportedKind,
      .wrongCurve, .rsaSize(bits: 512), .outOfRange, .halvesDiffer,
      .library(LibraryError(package: "p", reason: "r")),
    ]
    let sentences = errors.map(\.explanation)
    #expect(Set(sentences).count == errors.count)
    for sentence in sentences {
      #expect(["is ", "has", "can"].contains { sentence.hasPrefix($0) }, "\(sentence)")
    }
  }
}
