package import Domain
package import Ledger

/// What a person should know at once of an account.
package enum DeskNews: Sendable {
  /// The circuit breaker has tripped.
  case trip(BreakerRecord, AccountScope)
  /// Nobody knows what became of an order.
  case unknown(StoredOrder)
  /// Trading was halted by the emergency latch.
  case halt(LatchEntry)
}
