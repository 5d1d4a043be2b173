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
  private let lock: NonceLock

  init(nonce: Nonce, lock: consuming NonceLock) {
    self.nonce = nonce
    self.lock = lock
  }
}
