import Testing

@testable import Signing

@Suite struct P256KeyTests {
  /// The DER that OpenSSL verifies, of a signature with both numbers one after the other.
  static func der(_ fixed: [UInt8]) -> [UInt8] {
    func integer(_ number: ArraySlice<UInt8>) -> [UInt8] {
      var number = Array(number.drop { $0 == 0 })
      if number.first.map({ $0 >= 0x80 }) ?? true { number.insert(0, at: 0) }
      return [0x02, UInt8(number.count)] + number
    }
    let content = integer(fixed.prefix(32)) + integer(fixed.suffix(32))
    return [0x30, UInt8(content.count)] + content
  }

  /// Source: RFC 6979, appendix A.2.5, with SHA-256.
  @Test(arguments: [
    (
      "sample",
      "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    ),
    (
      "test",
      "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
        + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
    ),
  ])
  func `takes the published signatures for its own, and no others`(
    text: String, signature: String
  ) throws {
    let key = try #require(try SigningKey(pem: try Vectors.read().published.rfc6979_a_2_5).p256)
    let message = Array(text.utf8)
    let fixed = bytes(signature)
    let der = Self.der(fixed)
    #expect(key.key.verifies(der, of: message))
    #expect(try key.key.fixedForm(ofDER: der) == fixed)
    for place in [0, 31, 32, 63] {
      var other = fixed
      other[place] ^= 1
      #expect(!key.key.verifies(Self.der(other), of: message))
    }
    let longer = message + [0]
    #expect(!key.key.verifies(der, of: longer))
  }

  @Test func `both forms of a key sign what verifies`() throws {
    for vector in try Vectors.read().p256 {
      let message = bytes(vector.message)
      for pem in [vector.pkcs8, vector.sec1] {
        let key = try #require(try SigningKey(pem: pem).p256)
        let der = bytes(vector.signature)
        #expect(key.key.verifies(der, of: message))
        #expect(digits(try key.key.fixedForm(ofDER: der)) == vector.fixed)
        // Among so many, some numbers begin with zeros and some with a bit that DER pads.
        for _ in 0..<200 {
          let signature = try key.sign(message)
          let isGood =
            signature.count == 64 && key.key.verifies(Self.der(signature), of: message)
          guard isGood else {
            Issue.record("\(digits(signature)) of \(vector.message)")
            return
          }
        }
      }
    }
  }

  @Test func `what is no signature has no fixed form`() throws {
    let key = try #require(try SigningKey(pem: try Vectors.read().published.rfc6979_a_2_5).p256)
    for wrong in [[], [0x30], [0x30, 0x00], [UInt8](repeating: 0x41, count: 70)] as [[UInt8]] {
      #expect(throws: SigningError.failed) { try key.key.fixedForm(ofDER: wrong) }
    }
    // A number that does not fit into 32 bytes.
    let long = Array([0x30, 0x26, 0x02, 0x21, 0x01] + [UInt8](repeating: 7, count: 32))
    let numbers = long + [0x02, 0x01, 0x01]
    #expect(throws: SigningError.failed) { try key.key.fixedForm(ofDER: numbers) }
  }
}
