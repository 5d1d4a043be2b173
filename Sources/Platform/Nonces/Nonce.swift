internal import SharedFiles

/// A number that was given to nobody before.
package struct Nonce: Hashable, Sendable {
  package let value: UInt64
  /// Whether the last number is not known, so that this one is just the clock's.
  ///
  /// It is new unless the clock has been put back; a venue that has seen a higher one refuses it,
  /// which does no harm.
  package let isRestarted: Bool
}

/// A nonce that nobody gets a successor of until this value ends.
package struct HeldNonce: ~Copyable {
  package let nonce: Nonce
  private let file: LockedFile

  init(nonce: Nonce, file: LockedFile) {
    self.nonce = nonce
    self.file = file
  }
}
