package import Domain
package import Lifecycle
package import Signing

/// An order as the ledger has it.
///
/// A class, because it is large and handed from one to the other a lot; it never changes.
package final class StoredOrder: Sendable {
  /// Its place in the ledger, from 1.
  package let number: Int64
  package let scope: AccountScope
  package let key: OrderKey
  /// The user's own name of it.
  package let id: String?
  package let fingerprint: Digest
  package let clientOrderID: String
  /// The order that this one belongs to.
  package let parent: Int64?
  package let role: OrderRole
  package let strategy: String?
  /// What the market paid when it was written down.
  package let arrivalPrice: Price?
  /// The members of the input record that travel on, as they came.
  package let line: [UInt8]
  package let life: OrderLife
  /// The number of its latest event.
  package let lastEvent: Int64

  init(
    _ content: consuming OrderContent, life: consuming OrderLife, number: Int64, lastEvent: Int64
  ) {
    self.number = number
    scope = content.scope
    key = content.key
    id = content.id
    fingerprint = content.fingerprint
    clientOrderID = content.clientOrderID
    parent = content.parent
    role = content.role
    strategy = content.strategy
    arrivalPrice = content.arrivalPrice
    line = content.line
    self.life = life
    self.lastEvent = lastEvent
  }

  /// The same order after something has happened to it.
  init(_ before: StoredOrder, life: consuming OrderLife, lastEvent: Int64) {
    number = before.number
    scope = before.scope
    key = before.key
    id = before.id
    fingerprint = before.fingerprint
    clientOrderID = before.clientOrderID
    parent = before.parent
    role = before.role
    strategy = before.strategy
    arrivalPrice = before.arrivalPrice
    line = before.line
    self.life = life
    self.lastEvent = lastEvent
  }
}

/// What of an order never changes, beside its terms.
package struct OrderContent: Hashable, Sendable {
  package let scope: AccountScope
  package let key: OrderKey
  package let fingerprint: Digest
  package let clientOrderID: String
  package var id: String?
  package var parent: Int64?
  package var role = OrderRole.entry
  package var strategy: String?
  package var arrivalPrice: Price?
  package var line: [UInt8] = []

  package init(
    scope: AccountScope, key: OrderKey, fingerprint: Digest, clientOrderID: String
  ) {
    self.scope = scope
    self.key = key
    self.fingerprint = fingerprint
    self.clientOrderID = clientOrderID
  }
}

extension StoredOrder {
  /// Whether it may or may not be at the venue.
  ///
  /// What is sent on paper is on its way, and nothing else can have happened to it.
  package var isInQuestion: Bool {
    life.state == .unknown || life.state == .sent && scope.mode != .paper
  }
}
