/// What a signature of typed data is good for: it is worth nothing elsewhere.
///
/// Source: R. Bloemen, L. Logvinov, J. Evans, EIP-712 (2017).
package struct TypedDataDomain: Hashable, Sendable {
  private let separator: Digest

  package init(
    name: String, version: String, chainID: UInt64, verifyingContract: EthereumAddress
  ) {
    var domain = TypedStruct(
      type: "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
    domain.add(name)
    domain.add(version)
    domain.add(chainID)
    domain.add(verifyingContract)
    separator = domain.finish()
  }

  /// What is signed for a structure.
  package func digest(of structure: Digest) -> Digest {
    var hash = Keccak256()
    // No other thing that accounts sign begins with these bytes.
    let prefix: [UInt8] = [0x19, 0x01]
    hash.update(prefix.span)
    hash.update(separator)
    hash.update(structure)
    return hash.finish()
  }
}
