package import Signing
package import VenueInterface

/// What an account of a venue is opened with.
package struct VenueCredential: Sendable {
  /// What the venue knows the key by; of a wallet, the address of the account that it signs for.
  package let key: String
  package let secret: SigningKey

  package init(key: String, secret: SigningKey) {
    self.key = key
    self.secret = secret
  }

  package var form: CredentialForm {
    switch secret {
    case .hmac: .hmac
    case .ed25519: .ed25519
    case .p256: .p256
    case .rsa: .rsa
    case .secp256k1: .secp256k1
    }
  }
}
