@testable import Signing

// Expectations cannot take spans, which may not leave their scope, so that tests hand over arrays.

extension SHA256 {
  static func hash(_ bytes: [UInt8]) -> Digest { hash(bytes.span) }
}

extension SHA512 {
  static func hash(_ bytes: [UInt8]) -> [UInt8] { hash(bytes.span) }
}

extension Keccak256 {
  static func hash(_ bytes: [UInt8]) -> Digest { hash(bytes.span) }
}

extension Digest {
  init?(bytes: [UInt8]) { self.init(bytes: bytes.span) }
}

extension HMACKey {
  func sha256(_ message: [UInt8]) -> Digest { sha256(message.span) }
  func sha512(_ message: [UInt8]) -> [UInt8] { sha512(message.span) }
}

extension Ed25519Key {
  func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] { try sign(message.span) }
}

extension P256Key {
  func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] { try sign(message.span) }
}

extension RSAKey {
  func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] { try sign(message.span) }
}

extension OpenSSLKey {
  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    verifies(signature.span, of: message.span)
  }

  func fixedForm(ofDER signature: [UInt8]) throws(SigningError) -> [UInt8] {
    try fixedForm(ofDER: signature.span)
  }
}

extension Base64 {
  static func text(_ bytes: [UInt8], _ form: Form = .standard) -> String { text(bytes.span, form) }
}

extension Hexadecimal {
  static func text(_ bytes: [UInt8]) -> String { text(bytes.span) }
}

extension WebToken {
  static func sign(
    header: String, claims: String, with key: SigningKey
  ) throws(SigningError) -> String {
    try sign(header: Array(header.utf8).span, claims: Array(claims.utf8).span, with: key)
  }
}
