package import Signing
package import VenueInterface

/// What an account of a venue is opened with.
package struct VenueCredential: Sendable {
  /// What the venue knows the key by; of a wallet, the address of the account that it signs for.
  package let key: String
  package let secret: SigningKey
  /// Nil where the venue has none.
  package let passphrase: Passphrase?

  package init(key: String, secret: SigningKey, passphrase: Passphrase? = nil) {
    self.key = key
    self.secret = secret
    self.passphrase = passphrase
  }

  package var form: CredentialForm {
    switch secret {
    case .hmac: passphrase == nil ? .hmac : .hmacWithPassphrase
    case .ed25519: .ed25519
    case .p256: .p256
    case .rsa: .rsa
    case .secp256k1: .secp256k1
    }
  }
}

extension VenueCredential {
  /// The secret of a venue that takes no other keys.
  ///
  /// - Throws: Where it is of another kind.
  func hmacKey() throws(SignerFailure) -> HMACKey {
    guard case .hmac(let key) = secret else {
      throw SignerFailure("\(secret.kind) does not sign for this venue")
    }
    return key
  }

  /// The secret and the passphrase of a venue that wants both.
  ///
  /// - Throws: Where it is of another kind, or the passphrase is missing.
  func hmacKeyWithPassphrase() throws(SignerFailure) -> (HMACKey, Passphrase) {
    let key = try hmacKey()
    guard let passphrase else {
      throw SignerFailure("keys of this venue have a passphrase, which is missing")
    }
    return (key, passphrase)
  }
}
