/// A signature from which the signer's address can be computed.
package struct RecoverableSignature: Hashable, Sendable {
  package let r: Digest
  package let s: Digest
  /// 27 or 28.
  package let v: UInt8

  /// `0x` and 130 digits: r, s and v.
  package var hexadecimal: String {
    "0x" + r.hexadecimal + s.hexadecimal + Hexadecimal.text([v].span)
  }
}
