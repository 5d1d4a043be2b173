/// The hash of a structure with named and typed members, in the making.
///
/// Members are added in the order in which the type lists them.
///
/// Source: R. Bloemen, L. Logvinov, J. Evans, EIP-712 (2017), "Definition of hashStruct".
package struct TypedStruct {
  private var hash = Keccak256()

  /// - Parameter type: Such as `Message(string msg)`; the types that it refers to follow, sorted.
  package init(type: String) { hash.update(Keccak256.hash(type)) }

  /// Adds a `string`.
  package mutating func add(_ text: String) { hash.update(Keccak256.hash(text)) }

  /// Adds `bytes`, or a `string` that is at hand as UTF-8.
  package mutating func add(_ bytes: Span<UInt8>) { hash.update(Keccak256.hash(bytes)) }

  /// Adds a `uint256`, or one of fewer bits.
  package mutating func add(_ number: UInt64) {
    var word = [UInt8](repeating: 0, count: 24)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      word.append(UInt8(truncatingIfNeeded: number >> shift))
    }
    hash.update(word.span)
  }

  /// Adds an `address`.
  package mutating func add(_ address: EthereumAddress) {
    let word = [UInt8](repeating: 0, count: Digest.count - EthereumAddress.count) + address.bytes
    hash.update(word.span)
  }

  /// Adds a `bytes32`, or a structure by its hash.
  package mutating func add(_ word: Digest) { hash.update(word) }

  /// The hash; no member can follow.
  package consuming func finish() -> Digest { hash.finish() }
}
