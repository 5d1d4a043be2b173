import Signing
import Testing

@Suite struct SHA256Tests {
  /// Source: NIST, "Secure Hash Standard", FIPS 180-4, and its example values.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `hashes as the standard says`(text: String, digest: String) {
    #expect(SHA256.hash(text).hexadecimal == digest)
  }

  @Test func `a million letters in pieces are one text`() {
    var hash = SHA256()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000)
    for _ in 0..<1_000 { hash.update(piece.span) }
    let digest = hash.finish()
    #expect(
      digest.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    hash.update("abc")
    let next = hash.finish()
    #expect(next == SHA256.hash("abc"))
  }

  @Test func `a digest is its bytes`() {
    let digest = SHA256.hash("abc")
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(digest.bytes.count == Digest.count)
    #expect(Digest(bytes: [1, 2, 3]) == nil)
    #expect(Digest.zero.hexadecimal == String(repeating: "0", count: 64))
    #expect(digest != SHA256.hash("abd"))
  }
}
