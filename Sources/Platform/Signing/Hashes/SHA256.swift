internal import CCrypto
internal import Glibc

/// A SHA-256 hash in the making.
@safe
package struct SHA256: HashFunction, ~Copyable {
  static let blockCount = 64
  static let outputCount = Digest.count

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
    var output = [64 of UInt8](repeating: 0)
    finish(into: &output)
    return Digest(bytes: output.span.extracting(0..<Self.outputCount)) ?? .zero
  }

  mutating func finish(into output: inout [64 of UInt8]) {
    var span = output.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { buffer in
      _ = unsafe SHA256_Final(buffer.baseAddress, &context)
    }
    _ = unsafe SHA256_Init(&context)
  }

  mutating func erase() {
    unsafe explicit_bzero(&context, MemoryLayout<SHA256_CTX>.size)
    _ = unsafe SHA256_Init(&context)
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
