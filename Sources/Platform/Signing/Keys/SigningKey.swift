/// The secret half of a credential: what can sign.
package enum SigningKey: Sendable {
  case hmac(HMACKey)
  case ed25519(Ed25519Key)
  case p256(P256Key)
  case rsa(RSAKey)
  case secp256k1(Secp256k1Key)

  /// How a venue hands out keys.
  package enum Form: Hashable, Sendable {
    /// The characters as they are, for HMAC: what most venues call a secret.
    case characters
    /// Base64 of the bytes, for HMAC.
    case base64
    /// A seed, or a seed and its public key, in hexadecimal or base64.
    case ed25519
    /// 32 bytes in hexadecimal, with or without `0x`.
    case secp256k1
    /// Nothing but PEM.
    case none
  }

  /// Reads a key; white space around it does not count.
  ///
  /// - Parameters:
  ///   - text: What the venue handed out.
  ///   - form: What it is where it is not PEM.
  ///   - takesPEM: Whether the venue also takes keys that its users made: Ed25519, P-256 or RSA, as
  ///     PEM of PKCS #8, SEC 1 or PKCS #1.
  /// - Throws: What is wrong with it, without any of it.
  package init(
    _ text: borrowing Secret, form: Form, takesPEM: Bool = false
  ) throws(KeyError) {
    let text = text.bytes.trimmed
    guard !text.isEmpty else { throw .empty }
    if PEM.isPEM(text) {
      guard takesPEM else { throw .unexpectedPEM }
      try self.init(pem: text)
      return
    }
    switch form {
    case .characters: self = .hmac(HMACKey(try KeyText.characters(text)))
    case .base64: self = .hmac(HMACKey(try KeyText.base64(text)))
    case .ed25519: self = .ed25519(try Ed25519Key(text: text))
    case .secp256k1: self = .secp256k1(try Secp256k1Key(text: text))
    case .none: throw .notPEM
    }
  }

  private init(pem text: Span<UInt8>) throws(KeyError) {
    let pem = try PEM(text)
    let key = try OpenSSLKey(der: pem.content.bytes)
    switch key.kind {
    case .ed25519: self = .ed25519(Ed25519Key(key))
    case .p256: self = .p256(P256Key(key))
    case .rsa: self = .rsa(RSAKey(key))
    }
  }

  /// What it is called in a sentence.
  package var kind: String {
    switch self {
    case .hmac: "an HMAC secret"
    case .ed25519: "an Ed25519 key"
    case .p256: "a P-256 key"
    case .rsa: "an RSA key"
    case .secp256k1: "a secp256k1 key"
    }
  }

  /// Signs something with it and looks whether its public half agrees.
  ///
  /// For when a key is handed in: a damaged file may still hold numbers that look like a key.
  ///
  /// - Throws: `.halvesDiffer`.
  package func check() throws(KeyError) {
    switch self {
    case .hmac, .secp256k1: break
    case .ed25519(let key): if !key.key.isConsistent { throw .halvesDiffer }
    case .p256(let key): if !key.key.isConsistent { throw .halvesDiffer }
    case .rsa(let key): if !key.key.isConsistent { throw .halvesDiffer }
    }
  }
}

/// Says what kind it is and nothing else, wherever it is printed.
extension SigningKey: CustomStringConvertible, CustomReflectable {
  package var description: String { kind }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
