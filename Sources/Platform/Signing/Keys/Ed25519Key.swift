/// A key that signs messages by Ed25519.
///
/// Source: S. Josefsson, I. Liusvaara, RFC 8032 (2017).
package struct Ed25519Key: Sendable {
  let key: OpenSSLKey

  init(_ key: OpenSSLKey) { self.key = key }

  /// Reads a seed, or a seed and its public key, in hexadecimal or base64.
  ///
  /// - Parameter text: 32 or 64 bytes of a key.
  /// - Throws: What is wrong with the text.
  init(text: Span<UInt8>) throws(KeyError) {
    // Of these lengths no text is both.
    let bytes =
      text.count == 64 || text.count == 128
      ? try KeyText.hexadecimal(text) : try KeyText.base64(text)
    guard bytes.count == 32 || bytes.count == 64 else {
      throw .wrongLength(bytes: bytes.count, expected: "32 or 64")
    }
    key = try OpenSSLKey(ed25519Seed: bytes.bytes.extracting(0..<32))
    guard bytes.count == 64 else { return }
    let publicBytes = key.publicBytes
    for index in publicBytes.indices where publicBytes[index] != bytes.bytes[32 + index] {
      throw .halvesDiffer
    }
  }

  /// The half that the venue knows: 32 bytes.
  package var publicBytes: [UInt8] { key.publicBytes }

  /// - Returns: 64 bytes.
  package func sign(_ message: Span<UInt8>) throws(SigningError) -> [UInt8] {
    try key.sign(message)
  }
}
