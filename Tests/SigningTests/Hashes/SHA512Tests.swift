import Signing
import Testing

@Suite struct SHA512Tests {
  /// Source: NIST, "Secure Hash Standard", FIPS 180-4, and its example values.
  @Test(arguments: [
    (
      "",
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
        + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
    ),
    (
      "abc",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
  func `hashes as the standard says`(text: String, digest: String) {
    let text = Array(text.utf8)
    #expect(digits(SHA512.hash(text)) == digest)
  }

  @Test func `agrees with Python`() throws {
    for vector in try Vectors.read().hash {
      #expect(digits(SHA512.hash(bytes(vector.message))) == vector.sha512)
    }
  }

  @Test func `pieces are one text`() {
    var hash = SHA512()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 77)
    for _ in 0..<10 { hash.update(piece.span) }
    let whole = [UInt8](repeating: UInt8(ascii: "a"), count: 770)
    let digest = hash.finish()
    #expect(digest == SHA512.hash(whole))
    hash.update(piece.span)
    let next = hash.finish()
    #expect(next == SHA512.hash(piece))
  }
}
