/// A JSON web token that an Ed25519 or P-256 key signs.
///
/// Source: M. Jones, J. Bradley, N. Sakimura, RFC 7515 (2015), "JSON Web Signature".
package enum WebToken {
  /// - Parameters:
  ///   - header: A JSON object whose `alg` is the key's `tokenAlgorithm`.
  ///   - claims: A JSON object.
  ///   - key: A key that has a `tokenAlgorithm`.
  /// - Returns: Three parts, separated by full stops.
  /// - Throws: `.unsuited` for other keys.
  package static func sign(
    header: Span<UInt8>, claims: Span<UInt8>, with key: SigningKey
  ) throws(SigningError) -> String {
    let content = Base64.text(header, .url) + "." + Base64.text(claims, .url)
    let message = Array(content.utf8)
    let signature =
      switch key {
      case .ed25519(let key): try key.sign(message.span)
      case .p256(let key): try key.sign(message.span)
      case .hmac, .rsa, .secp256k1: throw SigningError.unsuited(kind: key.kind)
      }
    return content + "." + Base64.text(signature.span, .url)
  }
}

extension SigningKey {
  /// What the header of its tokens has as `alg`; nil for keys that sign none.
  package var tokenAlgorithm: String? {
    switch self {
    case .ed25519: "EdDSA"
    case .p256: "ES256"
    case .hmac, .rsa, .secp256k1: nil
    }
  }
}
