/// A key that signs by ECDSA on the curve P-256, of SHA-256: ES256.
///
/// The signatures of one message differ from each other, because each takes a random number.
///
/// Source: M. Jones, RFC 7518 (2015), section 3.4.
package struct P256Key: Sendable {
  let key: OpenSSLKey

  init(_ key: OpenSSLKey) { self.key = key }

  /// - Returns: 64 bytes, both numbers one after the other, as web tokens have them.
  package func sign(_ message: Span<UInt8>) throws(SigningError) -> [UInt8] {
    let signature = try key.sign(message)
    return try key.fixedForm(ofDER: signature.span)
  }
}
