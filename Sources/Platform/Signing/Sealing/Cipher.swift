internal import CCrypto

/// AES-256-GCM, and scrypt to make its keys.
@safe
struct Cipher {
  private let functions: UnsafePointer<tradectl_crypto>

  init() throws(SealingError) {
    do throws(LibraryError) {
      unsafe functions = try LibCrypto.shared().functions
    } catch {
      throw .library(error)
    }
  }

  /// The 32 bytes that a passphrase stands for.
  func key(
    from passphrase: borrowing Secret, salt: Span<UInt8>, _ cost: SealingCost
  ) throws(SealingError) -> Secret {
    try Secret(capacity: 32) { output throws(SealingError) in
      let code = unsafe passphrase.bytes.withUnsafeBytes { passphrase in
        unsafe salt.withUnsafeBufferPointer { salt in
          unsafe output.withUnsafeMutableBufferPointer { buffer, count in
            count = 32
            return unsafe functions.pointee.EVP_PBE_scrypt(
              passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), passphrase.count,
              salt.baseAddress, salt.count, cost.blocks, UInt64(cost.blockSize),
              UInt64(cost.passes), 1 << 30, buffer.baseAddress, count)
          }
        }
      }
      guard code == 1 else { throw failure() }
    }
  }

  /// - Returns: The encrypted content and its tag.
  func seal(
    _ content: Span<UInt8>, key: borrowing Secret, nonce: Span<UInt8>, header: Span<UInt8>
  ) throws(SealingError) -> [UInt8] {
    let context = unsafe try begin(key: key, nonce: nonce, header: header, encrypts: true)
    defer { unsafe functions.pointee.EVP_CIPHER_CTX_free(context) }
    var sealed = [UInt8](repeating: 0, count: content.count + SealedBox.tagCount)
    let isDone = unsafe sealed.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe work(context, content, into: start)
        && functions.pointee.EVP_CIPHER_CTX_ctrl(
          context, Int32(TRADECTL_CRYPTO_GET_TAG.rawValue), Int32(SealedBox.tagCount),
          start + content.count) == 1
    }
    guard isDone else { throw failure() }
    return sealed
  }

  /// - Parameters:
  ///   - sealed: The encrypted content and its tag.
  ///   - key: 32 bytes.
  ///   - nonce: 12 bytes.
  ///   - header: What the tag covers beside the content.
  /// - Returns: The content.
  /// - Throws: `.refused` where the tag is that of something else.
  func open(
    _ sealed: Span<UInt8>, key: borrowing Secret, nonce: Span<UInt8>, header: Span<UInt8>
  ) throws(SealingError) -> Secret {
    let context = unsafe try begin(key: key, nonce: nonce, header: header, encrypts: false)
    defer { unsafe functions.pointee.EVP_CIPHER_CTX_free(context) }
    let contentCount = sealed.count - SealedBox.tagCount
    let content = sealed.extracting(0..<contentCount)
    var tag = sealed.extracting(contentCount..<sealed.count).array
    let isTaken = unsafe functions.pointee.EVP_CIPHER_CTX_ctrl(
      context, Int32(TRADECTL_CRYPTO_SET_TAG.rawValue), Int32(SealedBox.tagCount), &tag)
    guard isTaken == 1 else { throw failure() }
    return try Secret(capacity: contentCount) { output throws(SealingError) in
      let isDone = unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        count = contentCount
        guard let start = buffer.baseAddress else { return false }
        return unsafe work(context, content, into: start)
      }
      guard isDone else {
        unsafe functions.pointee.ERR_clear_error()
        throw .refused
      }
    }
  }

  /// A context that has taken in everything but the content.
  private func begin(
    key: borrowing Secret, nonce: Span<UInt8>, header: Span<UInt8>, encrypts: Bool
  ) throws(SealingError) -> OpaquePointer {
    guard let context = unsafe functions.pointee.EVP_CIPHER_CTX_new() else { throw failure() }
    var written: Int32 = 0
    let isReady = unsafe key.bytes.withUnsafeBufferPointer { key in
      unsafe nonce.withUnsafeBufferPointer { nonce in
        unsafe header.withUnsafeBufferPointer { header in
          unsafe functions.pointee.EVP_CipherInit_ex(
            context, functions.pointee.EVP_aes_256_gcm(), nil, key.baseAddress,
            nonce.baseAddress, encrypts ? 1 : 0) == 1
            && functions.pointee.EVP_CipherUpdate(
              context, nil, &written, header.baseAddress, Int32(header.count)) == 1
        }
      }
    }
    guard isReady else {
      unsafe functions.pointee.EVP_CIPHER_CTX_free(context)
      throw failure()
    }
    return unsafe context
  }

  /// Encrypts or decrypts all of the content.
  private func work(
    _ context: OpaquePointer, _ content: Span<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    var written: Int32 = 0
    return unsafe content.withUnsafeBufferPointer { content in
      // Without input it would be asked to finish.
      unsafe (content.isEmpty
        || functions.pointee.EVP_CipherUpdate(
          context, output, &written, content.baseAddress, Int32(content.count)) == 1)
        && functions.pointee.EVP_CipherFinal_ex(context, output + Int(written), &written) == 1
    }
  }

  private func failure() -> SealingError {
    unsafe functions.pointee.ERR_clear_error()
    return .failed
  }
}
