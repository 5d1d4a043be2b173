/// What it costs to try a passphrase: the parameters of scrypt.
///
/// Source: C. Percival, S. Josefsson, RFC 7914 (2016).
package struct SealingCost: Hashable, Sendable {
  /// The number of blocks is two to the power of this.
  let blocksExponent: UInt8
  /// The size of a block, in pieces of 128 bytes.
  let blockSize: UInt8
  /// How often it is done.
  let passes: UInt8

  /// 128 MiB and a good part of a second, as OWASP's Password Storage Cheat Sheet advises.
  package static let standard = SealingCost(blocksExponent: 17, blockSize: 8, passes: 1)

  init(blocksExponent: UInt8, blockSize: UInt8, passes: UInt8) {
    self.blocksExponent = blocksExponent
    self.blockSize = blockSize
    self.passes = passes
  }

  var blocks: UInt64 { 1 << UInt64(min(blocksExponent, 63)) }

  /// Whether it may be spent: a file says what it costs to open it, and files can be crafted.
  ///
  /// At most 256 MiB, and four times the work of the standard.
  var isBearable: Bool {
    guard (1...20).contains(blocksExponent), (1...32).contains(blockSize), (1...16).contains(passes)
    else { return false }
    let pieces = blocks * UInt64(blockSize)
    return pieces <= 1 << 21 && pieces * UInt64(passes) <= 1 << 22
  }
}
