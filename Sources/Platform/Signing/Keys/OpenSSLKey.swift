internal import CCrypto

/// A private key in the hands of OpenSSL.
///
/// It is never changed once it is made, and OpenSSL allows several threads to sign with one key,
/// each with a context of its own, which is why threads may share it.
@safe
final class OpenSSLKey: @unchecked Sendable {
  enum Kind { case ed25519, p256, rsa }

  let kind: Kind
  private let library: LibCrypto
  private let key: OpaquePointer
  /// No signature is longer; of P-256 it is in DER, of RSA as long as the key.
  private let signatureCountMax: Int

  /// Reads a key in DER: PKCS #8, SEC 1 or PKCS #1.
  ///
  /// - Parameter der: All of it must belong to the key.
  /// - Throws: What is wrong with the key.
  convenience init(der: Span<UInt8>) throws(KeyError) {
    let library = try OpenSSLKey.library()
    let key = unsafe der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var place = buffer.baseAddress
      guard
        let key = unsafe library.functions.pointee.d2i_AutoPrivateKey(nil, &place, buffer.count)
      else { return nil }
      if let place = unsafe place, let start = buffer.baseAddress,
        unsafe place - start == buffer.count
      {
        return unsafe key
      }
      unsafe library.functions.pointee.EVP_PKEY_free(key)
      return nil
    }
    guard let key = unsafe key else {
      // What is left in the queue would be taken for errors of the next caller.
      unsafe library.functions.pointee.ERR_clear_error()
      throw .unreadable
    }
    unsafe try self.init(key, library)
  }

  /// Makes an Ed25519 key of its seed.
  ///
  /// - Parameter seed: 32 bytes.
  /// - Throws: What is wrong with the library; any seed is a key.
  convenience init(ed25519Seed seed: Span<UInt8>) throws(KeyError) {
    let library = try OpenSSLKey.library()
    let key = unsafe seed.withUnsafeBufferPointer { buffer in
      unsafe library.functions.pointee.EVP_PKEY_new_raw_private_key(
        Int32(TRADECTL_CRYPTO_ED25519.rawValue), nil, buffer.baseAddress, buffer.count)
    }
    guard let key = unsafe key else {
      unsafe library.functions.pointee.ERR_clear_error()
      throw .unreadable
    }
    unsafe try self.init(key, library)
  }

  /// Takes a key over, and looks at what it is.
  private init(_ key: OpaquePointer, _ library: LibCrypto) throws(KeyError) {
    self.library = library
    unsafe self.key = key
    let bits = Int(unsafe library.functions.pointee.EVP_PKEY_get_bits(key))
    signatureCountMax = max(72, (bits + 7) / 8)
    let number = unsafe UInt32(bitPattern: library.functions.pointee.EVP_PKEY_get_base_id(key))
    switch number {
    case TRADECTL_CRYPTO_ED25519.rawValue:
      kind = .ed25519
    case TRADECTL_CRYPTO_EC.rawValue:
      kind = .p256
      guard unsafe Self.isP256(key, library) else { throw .wrongCurve }
    case TRADECTL_CRYPTO_RSA.rawValue:
      kind = .rsa
      guard (2048...16384).contains(bits) else { throw .rsaSize(bits: bits) }
    default:
      kind = .rsa
      throw .unsupportedKind
    }
  }

  deinit { unsafe library.functions.pointee.EVP_PKEY_free(key) }

  /// Signs a message of any length, Ed25519 the message itself, the others its SHA-256.
  func sign(_ message: Span<UInt8>) throws(SigningError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: signatureCountMax)
    var count = signature.count
    let isDone = unsafe withContext { context in
      let functions = unsafe library.functions
      guard unsafe functions.pointee.EVP_DigestSignInit(context, nil, hash, nil, key) == 1 else {
        return false
      }
      return unsafe message.withUnsafeBufferPointer { message in
        unsafe functions.pointee.EVP_DigestSign(
          context, &signature, &count, message.baseAddress, message.count) == 1
      }
    }
    guard isDone else { throw .failed }
    signature.removeLast(signature.count - count)
    return signature
  }

  /// Whether a signature of this form is this key's.
  func verifies(_ signature: Span<UInt8>, of message: Span<UInt8>) -> Bool {
    unsafe withContext { context in
      let functions = unsafe library.functions
      guard unsafe functions.pointee.EVP_DigestVerifyInit(context, nil, hash, nil, key) == 1 else {
        return false
      }
      return unsafe message.withUnsafeBufferPointer { message in
        unsafe signature.withUnsafeBufferPointer { signature in
          unsafe functions.pointee.EVP_DigestVerify(
            context, signature.baseAddress, signature.count, message.baseAddress, message.count)
            == 1
        }
      }
    }
  }

  /// Whether the public half belongs to the private one; OpenSSL takes a file's word for it.
  var isConsistent: Bool {
    let message: [UInt8] = [0x74, 0x65, 0x73, 0x74]
    guard let signature = try? sign(message.span) else { return false }
    return verifies(signature.span, of: message.span)
  }

  /// The public half of an Ed25519 key; empty for others.
  var publicBytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    let code = unsafe library.functions.pointee.EVP_PKEY_get_raw_public_key(key, &bytes, &count)
    guard code == 1 else {
      unsafe library.functions.pointee.ERR_clear_error()
      return []
    }
    return bytes
  }

  /// Both numbers of a P-256 signature with 32 bytes each, from its DER.
  func fixedForm(ofDER signature: Span<UInt8>) throws(SigningError) -> [UInt8] {
    let functions = unsafe library.functions
    let numbers = unsafe signature.withUnsafeBufferPointer { buffer in
      var place = buffer.baseAddress
      return unsafe functions.pointee.d2i_ECDSA_SIG(nil, &place, buffer.count)
    }
    guard let numbers = unsafe numbers else { throw .failed }
    defer { unsafe functions.pointee.ECDSA_SIG_free(numbers) }
    var r: OpaquePointer?
    var s: OpaquePointer?
    unsafe functions.pointee.ECDSA_SIG_get0(numbers, &r, &s)
    var fixed = [UInt8](repeating: 0, count: 64)
    let areWritten = unsafe fixed.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe functions.pointee.BN_bn2binpad(r, start, 32) == 32
        && functions.pointee.BN_bn2binpad(s, start + 32, 32) == 32
    }
    guard areWritten else { throw .failed }
    return fixed
  }

  private var hash: OpaquePointer? {
    kind == .ed25519 ? nil : unsafe library.functions.pointee.EVP_sha256()
  }

  private func withContext(_ body: (OpaquePointer) -> Bool) -> Bool {
    guard let context = unsafe library.functions.pointee.EVP_MD_CTX_new() else { return false }
    defer { unsafe library.functions.pointee.EVP_MD_CTX_free(context) }
    let isDone = unsafe body(context)
    if !isDone { unsafe library.functions.pointee.ERR_clear_error() }
    return isDone
  }

  private static func isP256(_ key: OpaquePointer, _ library: LibCrypto) -> Bool {
    var name = [CChar](repeating: 0, count: 64)
    let code = unsafe library.functions.pointee.EVP_PKEY_get_group_name(
      key, &name, name.count, nil)
    let characters = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return code == 1 && characters == Array("prime256v1".utf8)
  }

  private static func library() throws(KeyError) -> LibCrypto {
    do throws(LibraryError) {
      return try LibCrypto.shared()
    } catch {
      throw .library(error)
    }
  }
}
