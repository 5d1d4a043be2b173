import Testing

@testable import Signing

@Suite struct CipherTests {
  /// Source: RFC 7914, section 12; of 64 bytes the first 32 are what a shorter key is.
  @Test(arguments: [
    ("", "", 4, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"),
    (
      "password", "NaCl", 10, 8, 16,
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
    ),
    (
      "pleaseletmein", "SodiumChloride", 14, 8, 1,
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    ),
  ])
  func `makes keys as RFC 7914 says`(
    passphrase: String, salt: String, exponent: UInt8, r: UInt8, p: UInt8, key: String
  ) throws {
    let salt = Array(salt.utf8)
    let made = try Cipher().key(
      from: secret(passphrase), salt: salt.span,
      SealingCost(blocksExponent: exponent, blockSize: r, passes: p))
    #expect(digits(content(made)) == key)
  }

  struct Case: Sendable { let key, nonce, header, content, sealed: String }

  /// Source: McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13, 14 and 16.
  static let published = [
    Case(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
      header: "", content: "", sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
    Case(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
      header: "", content: String(repeating: "00", count: 16),
      sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    Case(
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888", header: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      content: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        + "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  @Test func `seals and opens as the authors of the mode say`() throws {
    let cipher = try Cipher()
    for vector in Self.published {
      let key = Secret(copying: bytes(vector.key).span)
      let sealed = try cipher.seal(
        bytes(vector.content).span, key: key, nonce: bytes(vector.nonce).span,
        header: bytes(vector.header).span)
      #expect(digits(sealed) == vector.sealed)
      let opened = try cipher.open(
        sealed.span, key: key, nonce: bytes(vector.nonce).span,
        header: bytes(vector.header).span)
      #expect(digits(content(opened)) == vector.content)
      let otherHeader = bytes(vector.header) + [0]
      #expect(throws: SealingError.refused) {
        _ = try cipher.open(
          sealed.span, key: key, nonce: bytes(vector.nonce).span, header: otherHeader.span)
      }
    }
  }
}
