internal import CSecp256k1

/// A key that signs like an Ethereum account.
package final class Secp256k1Key: Sendable {
  private let secret: Secret
  private let library: LibSecp256k1
  /// The account that it signs for.
  package let address: EthereumAddress

  /// - Parameter text: 32 bytes in hexadecimal, with or without `0x`.
  /// - Throws: What is wrong with the text.
  init(text: Span<UInt8>) throws(KeyError) {
    let secret = try KeyText.hexadecimal(text)
    guard secret.count == 32 else { throw .wrongLength(bytes: secret.count, expected: "32") }
    do throws(LibraryError) {
      library = try LibSecp256k1.shared()
    } catch {
      throw .library(error)
    }
    guard let address = Self.address(of: secret, library) else { throw .outOfRange }
    self.address = address
    self.secret = secret
  }

  /// Signs a hash.
  ///
  /// The same hash always gives the same signature (T. Pornin, RFC 6979, 2013), of the two possible
  /// ones that with the lower s.
  package func sign(_ digest: Digest) throws(SigningError) -> RecoverableSignature {
    let functions = unsafe library.functions
    let hash = digest.bytes
    var signature = secp256k1_ecdsa_recoverable_signature()
    let isSigned = secret.withBytes { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe functions.pointee.secp256k1_ecdsa_sign_recoverable(
          library.context, &signature, hash, bytes.baseAddress, nil, nil) == 1
      }
    }
    guard isSigned else { throw .failed }
    var bytes = [UInt8](repeating: 0, count: 64)
    var recovery: Int32 = 0
    _ = unsafe functions.pointee.secp256k1_ecdsa_recoverable_signature_serialize_compact(
      library.context, &bytes, &recovery, &signature)
    guard let r = Digest(bytes: bytes.span.extracting(0..<32)),
      let s = Digest(bytes: bytes.span.extracting(32..<64))
    else { throw .failed }
    return RecoverableSignature(r: r, s: s, v: UInt8(27 + recovery))
  }

  /// The last 20 bytes of the public key's hash; nil where the number is no key.
  private static func address(
    of secret: borrowing Secret, _ library: LibSecp256k1
  ) -> EthereumAddress? {
    let functions = unsafe library.functions
    var point = secp256k1_pubkey()
    let isKey = unsafe secret.bytes.withUnsafeBufferPointer { secret in
      unsafe functions.pointee.secp256k1_ec_seckey_verify(library.context, secret.baseAddress) == 1
        && functions.pointee.secp256k1_ec_pubkey_create(
          library.context, &point, secret.baseAddress) == 1
    }
    guard isKey else { return nil }
    var bytes = [UInt8](repeating: 0, count: 65)
    var count = bytes.count
    _ = unsafe functions.pointee.secp256k1_ec_pubkey_serialize(
      library.context, &bytes, &count, &point, tradectl_secp256k1_uncompressed)
    // The first byte says that the point is not compressed.
    return EthereumAddress(lastOf: Keccak256.hash(bytes.span.extracting(1..<65)))
  }
}
