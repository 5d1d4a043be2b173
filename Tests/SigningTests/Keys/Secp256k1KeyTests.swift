import Testing

@testable import Signing

@Suite struct Secp256k1KeyTests {
  private static func key(_ text: String) throws -> Secp256k1Key {
    try #require(try SigningKey(text: text, form: .secp256k1).secp256k1)
  }

  /// Signatures by RFC 6979 on this curve, as Bitcoin's libraries test themselves with.
  @Test(arguments: [
    (
      "Satoshi Nakamoto", "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
      "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5", 28
    ),
    (
      "All those moments will be lost in time, like tears in rain. Time to die...",
      "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b",
      "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21", 27
    ),
  ])
  func `signs alike each time, by RFC 6979`(
    message: String, r: String, s: String, v: UInt8
  ) throws {
    let key = try Self.key(String(repeating: "0", count: 63) + "1")
    for _ in 0..<3 {
      let signature = try key.sign(SHA256.hash(message))
      #expect(signature.r.hexadecimal == r)
      #expect(signature.s.hexadecimal == s)
      #expect(signature.v == v)
      #expect(signature.hexadecimal == "0x" + r + s + (v == 27 ? "1b" : "1c"))
    }
  }

  @Test func `agrees with Ethereum's Python library`() throws {
    for vector in try Vectors.read().ethereum {
      for text in [vector.secret, "0x" + vector.secret.uppercased()] {
        let key = try Self.key(text)
        #expect(key.address.text == vector.address)
        let digest = try #require(Digest(bytes: bytes(vector.digest)))
        let signature = try key.sign(digest)
        #expect(signature.r.hexadecimal == vector.r)
        #expect(signature.s.hexadecimal == vector.s)
        #expect(signature.v == vector.v)
      }
    }
  }

  /// s and its negative both sign; only one of them may be sent.
  @Test func `s is never in the upper half of the curve's order`() throws {
    let half = bytes("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0")
    let key = try Self.key(String(repeating: "5a", count: 32))
    for number in 0..<300 {
      let signature = try key.sign(SHA256.hash("\(number)"))
      #expect(!half.lexicographicallyPrecedes(signature.s.bytes), "\(number)")
    }
  }

  @Test(arguments: [
    ("", KeyError.empty), ("0x", .wrongLength(bytes: 0, expected: "32")),
    ("abc", .notHexadecimal), ("zz", .notHexadecimal),
    (String(repeating: "ab", count: 31), .wrongLength(bytes: 31, expected: "32")),
    (String(repeating: "ab", count: 33), .wrongLength(bytes: 33, expected: "32")),
    (String(repeating: "00", count: 32), .outOfRange),
    // The curve's order, and the largest number below it is a key.
    ("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", .outOfRange),
    (String(repeating: "ff", count: 32), .outOfRange),
  ])
  func `what is no key is refused`(text: String, error: KeyError) {
    #expect(throws: error) { try SigningKey(text: text, form: .secp256k1) }
  }

  @Test func `the largest number is a key`() throws {
    let key = try Self.key("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140")
    #expect(try key.sign(.zero).r != .zero)
  }
}
