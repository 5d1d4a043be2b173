/// A key that signs by RSA with the padding of PKCS #1 version 1.5, of SHA-256.
///
/// Source: K. Moriarty, B. Kaliski, J. Jonsson, A. Rusch, RFC 8017 (2016), section 8.2.
package struct RSAKey: Sendable {
  let key: OpenSSLKey

  init(_ key: OpenSSLKey) { self.key = key }

  /// - Returns: As many bytes as the key has.
  package func sign(_ message: Span<UInt8>) throws(SigningError) -> [UInt8] {
    try key.sign(message)
  }
}
