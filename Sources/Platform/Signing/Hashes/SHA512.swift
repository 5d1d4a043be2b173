internal import CCrypto
internal import Glibc

/// A SHA-512 hash in the making.
@safe
package struct SHA512: HashFunction, ~Copyable {
  static let blockCount = 128
  static let outputCount = 64

  private var context = SHA512_CTX()

  package init() {
    _ = unsafe SHA512_Init(&context)
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    _ = unsafe bytes.withUnsafeBytes { buffer in
      unsafe SHA512_Update(&context, buffer.baseAddress, buffer.count)
    }
  }

  /// The hash of all that was added, 64 bytes; what is made after it starts anew.
  package mutating func finish() -> [UInt8] {
    var output = [64 of UInt8](repeating: 0)
    finish(into: &output)
    return output.span.array
  }

  mutating func finish(into output: inout [64 of UInt8]) {
    var span = output.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { buffer in
      _ = unsafe SHA512_Final(buffer.baseAddress, &context)
    }
    _ = unsafe SHA512_Init(&context)
  }

  mutating func erase() {
    unsafe explicit_bzero(&context, MemoryLayout<SHA512_CTX>.size)
    _ = unsafe SHA512_Init(&context)
  }

  /// - Returns: 64 bytes.
  package static func hash(_ bytes: Span<UInt8>) -> [UInt8] {
    var hash = SHA512()
    hash.update(bytes)
    return hash.finish()
  }
}
