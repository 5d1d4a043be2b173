internal import CCrypto

/// A SHA-256 hash in the making.
@safe
package struct SHA256: ~Copyable {
  private var context = SHA256_CTX()

  package init() {
    _ = unsafe SHA256_Init(&context)
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    _ = unsafe bytes.withUnsafeBytes { buffer in
      unsafe SHA256_Update(&context, buffer.baseAddress, buffer.count)
    }
  }

  package mutating func update(_ text: String) {
    let bytes = Array(text.utf8)
    update(bytes.span)
  }

  /// The hash of all that was added; what is made after it starts anew.
  package mutating func finish() -> Digest {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Digest.count) { buffer, count in
      _ = unsafe SHA256_Final(buffer.baseAddress, &context)
      count = Digest.count
    }
    _ = unsafe SHA256_Init(&context)
    return Digest(bytes: bytes.span) ?? .zero
  }

  package static func hash(_ bytes: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  package static func hash(_ text: String) -> Digest {
    var hash = SHA256()
    hash.update(text)
    return hash.finish()
  }
}
