import Foundation
import TestSupport

/// What other programs computed: Oracle/make_vectors.py tells how.
struct Vectors: Decodable {
  struct HMAC: Decodable { let key, message, sha256, sha512: String }
  struct Hash: Decodable { let message, keccak256, sha3_256, sha512: String }
  struct Ed25519: Decodable { let seed, `public`, pem, message, signature: String }
  struct P256: Decodable { let pkcs8, sec1, message, signature, fixed: String }
  struct RSA: Decodable { let pkcs8, pkcs1, message, signature: String }
  struct Published: Decodable { let rfc6979_a_2_5, rfc7515_a_2, rfc7515_a_3: String }
  struct Refused: Decodable {
    let encrypted, `public`, openssh, curve, kind, short_rsa, mixed: [String]
  }
  struct Ethereum: Decodable {
    let secret, address, digest, r, s: String
    let v: UInt8
  }
  struct Typed: Decodable {
    let kind, secret, name: String
    let chain: UInt64
    let message: [String: String]
    let digest, signature: String
  }
  struct Sealed: Decodable {
    let passphrase, content, salt, sealed: String
    let exponent, r, p: UInt8
  }

  let hmac: [HMAC]
  let hash: [Hash]
  let ed25519: [Ed25519]
  let p256: [P256]
  let rsa: [RSA]
  let published: Published
  let refused: Refused
  let ethereum: [Ethereum]
  let typed: [Typed]
  let sealed: [Sealed]

  static func read() throws -> Vectors {
    let path = "\(BuiltProgram.package)/Tests/Fixtures/Signing/vectors.json"
    return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: URL(filePath: path)))
  }
}
