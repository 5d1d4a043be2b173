import Foundation
import Signing
import TestSupport
import VenueInterface

@testable import Dialects

/// Keys that are good for nothing but these tests.
enum TestKeys {
  static func key(
    _ text: String, _ form: SigningKey.Form, isPEM: Bool = false
  ) throws -> SigningKey {
    var bytes = Array(text.utf8)
    return try SigningKey(Secret(moving: &bytes), form: form, takesPEM: isPEM)
  }

  static func hmac(_ secret: String = "secret-of-this-test") throws -> SigningKey {
    try key(secret, .characters)
  }

  static func passphrase(_ words: String = "words-of-this-test") -> Passphrase {
    var bytes = Array(words.utf8)
    return Passphrase(Secret(moving: &bytes))
  }

  /// The second test vector of RFC 8032.
  static func ed25519() throws -> SigningKey {
    try key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", .ed25519)
  }

  private struct Vectors: Decodable {
    struct Pair: Decodable { let pkcs8: String }
    let rsa: [Pair]
    let p256: [Pair]
  }

  private static func vectors() throws -> Vectors {
    let path = "\(BuiltProgram.package)/Tests/Fixtures/Signing/vectors.json"
    return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: URL(filePath: path)))
  }

  static func rsa() throws -> SigningKey {
    try key(try vectors().rsa[0].pkcs8, .none, isPEM: true)
  }

  static func p256() throws -> SigningKey {
    try key(try vectors().p256[0].pkcs8, .none, isPEM: true)
  }

  static func wallet(
    _ secret: String = "0x" + String(repeating: "11", count: 31) + "22"
  ) throws -> SigningKey {
    try key(secret, .secp256k1)
  }
}
