package import Domain
package import Risk

/// An order that is to be written down and then sent.
package struct JournalRequest: Sendable {
  package var content: OrderContent
  /// With a quantity; a close has that of its position by now.
  package var intent: Intent
  /// What is known about its market.
  package var market: RiskMarket
  package var validUntil: Timestamp?

  package init(
    _ content: OrderContent, _ intent: Intent, market: RiskMarket, validUntil: Timestamp? = nil
  ) {
    self.content = content
    self.intent = intent
    self.market = market
    self.validUntil = validUntil
  }
}

/// What became of a request.
package enum JournalOutcome: Sendable {
  /// It is on disk, or will be when the transaction ends, and may then be sent.
  case journaled(JournaledOrder)
  /// The same order was written down before.
  case replayed(StoredOrder)
  /// Another order was written down under this key.
  case idReused(StoredOrder)
  /// The emergency stop holds, and lets only reductions of the right kind pass.
  case halted([RiskViolation])
  /// The outcome of an earlier order of the same symbol is not known.
  case blocked(by: StoredOrder)
  /// The risk policy refuses it; never empty.
  case denied([RiskViolation])
}

/// An order that the risk policy has approved and that the ledger has written down.
///
/// Nothing but the ledger makes one, and a venue is sent nothing else.
package final class JournaledOrder: Sendable {
  package let approved: RiskApproved
  package let stored: StoredOrder

  init(_ approved: RiskApproved, _ stored: StoredOrder) {
    self.approved = approved
    self.stored = stored
  }

  package var intent: Intent { approved.intent }
}
