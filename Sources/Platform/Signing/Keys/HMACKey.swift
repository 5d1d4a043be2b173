internal import Glibc

/// A secret that both sides know, and sign with by HMAC.
///
/// Source: H. Krawczyk, M. Bellare, R. Canetti, RFC 2104 (1997).
package final class HMACKey: Sendable {
  private let secret: Secret

  package init(_ secret: consuming Secret) { self.secret = secret }

  package func sha256(_ message: Span<UInt8>) -> Digest {
    let code = code(message, SHA256())
    return Digest(bytes: code.span.extracting(0..<SHA256.outputCount)) ?? .zero
  }

  /// - Returns: 64 bytes.
  package func sha512(_ message: Span<UInt8>) -> [UInt8] {
    code(message, SHA512()).span.array
  }

  /// - Returns: The code in its first bytes.
  private func code<Hash: HashFunction & ~Copyable>(
    _ message: Span<UInt8>, _ hash: consuming Hash
  ) -> [64 of UInt8] {
    var block = [128 of UInt8](repeating: 0)
    var output = [64 of UInt8](repeating: 0)
    if secret.count > Hash.blockCount {
      // A longer key is replaced by its hash.
      secret.withBytes { hash.update($0) }
      hash.finish(into: &output)
      for index in 0..<Hash.outputCount { block[index] = output[index] }
    } else {
      secret.withBytes { bytes in
        for index in bytes.indices { block[index] = bytes[index] }
      }
    }
    for index in 0..<Hash.blockCount { block[index] ^= 0x36 }
    hash.update(block.span.extracting(0..<Hash.blockCount))
    hash.update(message)
    hash.finish(into: &output)
    for index in 0..<Hash.blockCount { block[index] ^= 0x36 ^ 0x5c }
    hash.update(block.span.extracting(0..<Hash.blockCount))
    hash.update(output.span.extracting(0..<Hash.outputCount))
    hash.finish(into: &output)
    hash.erase()
    unsafe explicit_bzero(&block, 128)
    return output
  }
}
