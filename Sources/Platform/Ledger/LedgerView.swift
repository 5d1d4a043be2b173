package import Domain
package import Risk

/// What can be asked of the ledger; all answers of one view are of the same moment.
package protocol LedgerView: AnyObject {
  // MARK: Orders

  /// Nil where there is none.
  func order(_ number: Int64) throws(LedgerError) -> StoredOrder?
  /// The order that has used the key up; one that was never sent has given it back.
  func order(key: OrderKey, in scope: AccountScope) throws(LedgerError) -> StoredOrder?
  /// The latest order with the user's id, one that was never sent included.
  func order(id: String, in scope: AccountScope) throws(LedgerError) -> StoredOrder?
  /// The latest order with the name.
  func order(clientOrderID: String, in scope: AccountScope) throws(LedgerError) -> StoredOrder?
  func order(orderID: String, in scope: AccountScope) throws(LedgerError) -> StoredOrder?
  func orders(_ query: OrderQuery) throws(LedgerError) -> [StoredOrder]
  /// The same, one after the other, for a look at more than fit into memory.
  ///
  /// The body asks the ledger for nothing.
  func eachOrder(
    _ query: OrderQuery, _ body: (StoredOrder) throws(LedgerError) -> Void
  ) throws(LedgerError)
  /// How many orders have been handed to the venue since a time.
  func sentCount(in scope: AccountScope, since: Timestamp) throws(LedgerError) -> Int
  /// In the order in which they happened.
  func events(of order: Int64) throws(LedgerError) -> [StoredEvent]
  /// By time, and at equal times in the order in which they were told.
  func fills(_ query: FillQuery) throws(LedgerError) -> [StoredFill]

  // MARK: Accounts

  /// Every account that the ledger has heard of.
  func scopes() throws(LedgerError) -> [AccountScope]
  /// Open positions by symbol; of one symbol there is at most one, or one for each side.
  func positions(in scope: AccountScope, symbol: Symbol?) throws(LedgerError) -> [StoredPosition]
  /// What a person has set for orders of a symbol; nil where nobody has.
  func leverage(of symbol: Symbol, in scope: AccountScope) throws(LedgerError) -> Rate?
  /// Positions that were closed at a time or later, by the time they were closed.
  func closedPositions(
    in scope: AccountScope, since: Timestamp
  ) throws(LedgerError) -> [ClosedPosition]
  /// By time.
  func equitySamples(
    in scope: AccountScope, since: Timestamp
  ) throws(LedgerError) -> [EquitySample]
  /// The most the account has been worth by its samples; nil before the first.
  func peakEquity(in scope: AccountScope) throws(LedgerError) -> Notional?
  /// Those of a symbol that may or may not be at the venue.
  func ordersInQuestion(
    in scope: AccountScope, symbol: Symbol
  ) throws(LedgerError) -> [StoredOrder]
  /// Everything that a verdict depends on beside the order.
  func riskSituation(
    of scope: AccountScope, _ basis: RiskBasis
  ) throws(LedgerError) -> RiskSituation
  /// By time.
  func refusals(in scope: AccountScope, since: Timestamp) throws(LedgerError) -> [Refusal]
  /// Refused by the policy or by the venue since a time.
  func failedCount(in scope: AccountScope, since: Timestamp) throws(LedgerError) -> Int
  func breaker(of scope: AccountScope) throws(LedgerError) -> Breaker
  /// All that was ever written of it.
  func breakerLog(of scope: AccountScope) throws(LedgerError) -> [BreakerRecord]
  /// The latest turn of the emergency latch.
  func latch() throws(LedgerError) -> LatchEntry?
  func latchLog() throws(LedgerError) -> [LatchEntry]
  func price(of symbol: Symbol, at venue: String) throws(LedgerError) -> PriceEntry?

  // MARK: Paper

  /// What the matching engine wrote of a paper account; nil where there is none yet.
  func paperAccount(of scope: AccountScope) throws(LedgerError) -> String?
  /// Nil where there is no paper account yet.
  func paperBook(of scope: AccountScope) throws(LedgerError) -> PaperBook?
}
