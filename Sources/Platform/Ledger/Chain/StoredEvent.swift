package import Domain
package import Lifecycle
package import Signing

/// A row of the ledger's log; each carries the hash of the one before.
package final class StoredEvent: Sendable {
  /// Counts all events of the ledger, from 1.
  package let number: Int64
  package let order: Int64
  package let time: Timestamp
  package let kind: OrderEvent.Kind
  /// `name=value` pairs.
  package let payload: String
  package let previousHash: Digest
  package let hash: Digest

  init(
    number: Int64, order: Int64, time: Timestamp, kind: OrderEvent.Kind, payload: String,
    previousHash: Digest, hash: Digest
  ) {
    self.number = number
    self.order = order
    self.time = time
    self.kind = kind
    self.payload = payload
    self.previousHash = previousHash
    self.hash = hash
  }
}
