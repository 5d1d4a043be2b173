package import Signing
package import VenueInterface

/// A dialect that knows how its requests are signed.
package protocol SigningDialect: Dialect {
  /// What signs with the key of an account.
  ///
  /// - Parameters:
  ///   - credential: The key.
  ///   - network: Where it is good for.
  /// - Returns: It.
  /// - Throws: Where the venue has no keys of that kind.
  func signer(
    for credential: VenueCredential, on network: VenueNetwork
  ) throws(SignerFailure) -> any RequestSigner
  /// How the venue hands out secrets that are not PEM.
  ///
  /// - Parameter key: What it knows the key by.
  /// - Returns: What the secret's text is.
  func keyForm(named key: String) -> SigningKey.Form
}

extension SigningDialect {
  package func keyForm(named key: String) -> SigningKey.Form {
    let forms = profile.credentials
    // The key of a wallet is known by the address of an account.
    if forms.contains(.secp256k1), EthereumAddress(key) != nil { return .secp256k1 }
    if forms.contains(.hmac) || forms.contains(.hmacWithPassphrase) { return .characters }
    return forms.contains(.ed25519) ? .ed25519 : .none
  }
}
