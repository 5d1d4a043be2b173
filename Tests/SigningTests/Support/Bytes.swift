import Foundation
import Signing

/// Bytes written as hexadecimal digits; white space in them does not count.
func bytes(_ digits: String) -> [UInt8] {
  let digits = Array(digits.filter { !$0.isWhitespace })
  return stride(from: 0, to: digits.count, by: 2).compactMap {
    UInt8(String(digits[$0..<($0 + 2)]), radix: 16)
  }
}

/// A secret that is none.
func secret(_ text: String) -> Secret {
  let bytes = Array(text.utf8)
  return Secret(copying: bytes.span)
}

func digits(_ bytes: [UInt8]) -> String { Hexadecimal.text(bytes.span) }

/// What it holds, which only tests may ask.
func content(_ secret: borrowing Secret) -> [UInt8] {
  let bytes = secret.bytes
  return bytes.indices.map { bytes[$0] }
}

extension SigningKey {
  /// Reads a key of a test.
  init(text: String, form: Form, takesPEM: Bool = false) throws(KeyError) {
    try self.init(secret(text), form: form, takesPEM: takesPEM)
  }

  init(pem: String) throws(KeyError) { try self.init(text: pem, form: .none, takesPEM: true) }
}

/// The key where it is of a kind.
extension SigningKey {
  var hmac: HMACKey? { if case .hmac(let key) = self { key } else { nil } }
  var ed25519: Ed25519Key? { if case .ed25519(let key) = self { key } else { nil } }
  var p256: P256Key? { if case .p256(let key) = self { key } else { nil } }
  var rsa: RSAKey? { if case .rsa(let key) = self { key } else { nil } }
  var secp256k1: Secp256k1Key? { if case .secp256k1(let key) = self { key } else { nil } }
}
