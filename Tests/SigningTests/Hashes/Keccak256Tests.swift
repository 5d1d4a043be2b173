import Testing

@testable import Signing

@Suite struct Keccak256Tests {
  /// Source: the hash of nothing and of `abc` as Ethereum's documentation and wallets show them.
  @Test(arguments: [
    ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
  ])
  func `hashes as Ethereum does`(text: String, digest: String) {
    #expect(Keccak256.hash(text).hexadecimal == digest)
  }

  /// Source: NIST, FIPS 202, and its example values for SHA3-256.
  @Test func `is the permutation of SHA-3 with another padding`() {
    func sha3(_ message: [UInt8]) -> String {
      var hash = Keccak256(padding: 0x06)
      hash.update(message.span)
      return hash.finish().hexadecimal
    }
    #expect(sha3([]) == "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a")
    #expect(
      sha3(Array("abc".utf8)) == "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")
    let long = [UInt8](repeating: 0xA3, count: 200)
    #expect(sha3(long) == "79f38adec5c20307a98ef76e8324afbfd46cfd81b22e3973c65fa1bd9de31787")
  }

  @Test func `agrees with Python around the ends of blocks`() throws {
    for vector in try Vectors.read().hash {
      let message = bytes(vector.message)
      #expect(Keccak256.hash(message).hexadecimal == vector.keccak256)
      var other = Keccak256(padding: 0x06)
      other.update(message.span)
      #expect(other.finish().hexadecimal == vector.sha3_256)
    }
  }

  @Test func `pieces are one text, and what follows starts anew`() {
    var hash = Keccak256()
    for _ in 0..<100 { hash.update("abcde") }
    #expect(hash.finish() == Keccak256.hash(String(repeating: "abcde", count: 100)))
    hash.update("abc")
    #expect(hash.finish() == Keccak256.hash("abc"))
  }
}
