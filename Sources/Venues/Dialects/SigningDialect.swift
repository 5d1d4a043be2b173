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
}
