package import Domain
package import Ledger
package import Signing

/// An order that somebody wishes for, with all that decides whether it is one that was there before.
package struct OrderWish: Sendable {
  /// Without a quantity it closes whatever position there is.
  package var intent: Intent
  /// Of what was wished for, before a position or a price made a quantity of it.
  package var fingerprint: Digest
  /// The user's own client order id.
  package var clientOrderID: String?
  /// The members of the input line that travel on.
  package var line: [UInt8] = []
  package var role = OrderRole.entry
  package var parent: Int64?
  /// What the market pays, where the user says it; its time is by the clock that the order is sent
  /// by.
  package var price: QuotedPrice?
  /// Where the signal expected to enter, the last resort for a price.
  package var entry: Price?
  /// What the market paid when the order that it is a part of arrived; nil for now.
  package var arrivalPrice: Price?
  /// Whether it is the rest of something that was begun, and is sent even if somebody wants an end.
  package var completes = false
  /// When a paper order is sent, where that is not now.
  package var time: Timestamp?

  package init(_ intent: Intent, fingerprint: Digest? = nil) {
    self.intent = intent
    self.fingerprint = fingerprint ?? OrderFingerprint.make(intent)
  }
}

/// A wish and the key that the ledger knows its order by.
///
/// A wish is large: lists of them hold references.
final class KeyedWish: Sendable {
  let wish: OrderWish
  let key: OrderKey

  init(_ wish: OrderWish, _ key: OrderKey) {
    self.wish = wish
    self.key = key
  }
}

/// Names the orders that have no id, so that a run that is repeated repeats its orders.
package struct OrderRun: Sendable {
  package let name: String
  private var counts: [Digest: Int] = [:]

  /// - Parameter name: The user's own, or one that no other process has.
  package init(name: String) { self.name = name }

  /// The key of an order: its id, or which of its like it is in the run.
  mutating func key(of wish: OrderWish) -> OrderKey {
    if let id = wish.intent.id { return OrderKey(id: id) }
    let count = counts[wish.fingerprint, default: 0] + 1
    counts[wish.fingerprint] = count
    return OrderKey(run: name, fingerprint: wish.fingerprint, occurrence: count)
  }
}
