/// Bytes that only a passphrase opens, and in which no bit can be changed unnoticed.
///
/// | bytes | content |
/// |-------|---------|
/// | 8 | `tradectl` |
/// | 1 | version, 1 |
/// | 3 | scrypt: exponent of N, r, p |
/// | 32 | salt |
/// | 12 | nonce |
/// | any | the content, encrypted by AES-256-GCM |
/// | 16 | its tag, which covers the first 56 bytes too |
package enum SealedBox {
  /// The largest content that is sealed or opened.
  static let contentCountMax = 1 << 20
  static let headerCount = 56
  static let tagCount = 16
  private static let version: UInt8 = 1

  /// - Throws: `.emptyPassphrase`, `.tooLarge`, `.library` or `.failed`.
  package static func seal(
    _ content: Span<UInt8>, passphrase: borrowing Secret, cost: SealingCost = .standard
  ) throws(SealingError) -> [UInt8] {
    try seal(content, passphrase: passphrase, cost: cost, salt: RandomBytes.make(44))
  }

  /// - Throws: Anything but `.emptyPassphrase`.
  package static func open(
    _ sealed: Span<UInt8>, passphrase: borrowing Secret
  ) throws(SealingError) -> Secret {
    guard sealed.count >= headerCount + tagCount, sealed.has("tradectl", at: 0) else {
      throw .notSealed
    }
    guard sealed[8] == version else { throw .unknownVersion(sealed[8]) }
    let limit = headerCount + contentCountMax + tagCount
    guard sealed.count <= limit else { throw .tooLarge(limit: limit) }
    let cost = SealingCost(blocksExponent: sealed[9], blockSize: sealed[10], passes: sealed[11])
    guard cost.isBearable else { throw .unbearableCost }
    let cipher = try Cipher()
    let key = try cipher.key(from: passphrase, salt: sealed.extracting(12..<44), cost)
    return try cipher.open(
      sealed.extracting(headerCount..<sealed.count), key: key,
      nonce: sealed.extracting(44..<headerCount), header: sealed.extracting(0..<headerCount))
  }

  /// Seals with a salt and nonce that are given, for tests; never use the same twice.
  static func seal(
    _ content: Span<UInt8>, passphrase: borrowing Secret, cost: SealingCost, salt: [UInt8]
  ) throws(SealingError) -> [UInt8] {
    guard !passphrase.isEmpty else { throw .emptyPassphrase }
    guard content.count <= contentCountMax else { throw .tooLarge(limit: contentCountMax) }
    precondition(cost.isBearable, "What is sealed must be able to be opened.")
    var sealed = Array("tradectl".utf8)
    sealed += [version, cost.blocksExponent, cost.blockSize, cost.passes]
    sealed += salt
    let cipher = try Cipher()
    let key = try cipher.key(from: passphrase, salt: sealed.span.extracting(12..<44), cost)
    let secret = try cipher.seal(
      content, key: key, nonce: sealed.span.extracting(44..<headerCount), header: sealed.span)
    return sealed + secret
  }
}
