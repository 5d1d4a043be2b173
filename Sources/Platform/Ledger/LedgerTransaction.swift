package import Domain
package import Lifecycle
package import Risk

/// Changes to the ledger that become true together or not at all.
///
/// It is handed to the body of `Ledger.write` and means nothing outside. Nobody else changes the
/// ledger meanwhile.
package protocol LedgerTransaction: LedgerView {
  // MARK: Orders

  /// Judges orders and writes down those that may be sent, as sent, because each leaves next.
  ///
  /// Later requests see the exposure of earlier ones. A refusal by the policy is written down too.
  ///
  /// - Parameters:
  ///   - requests: All of one scope.
  ///   - policy: What they are judged by.
  ///   - basis: What the account is worth; the time is that of the events.
  /// - Returns: An outcome for each request, in their order.
  /// - Throws: What the store throws; nothing is then written.
  func journal(
    _ requests: [JournalRequest], policy: RiskPolicy, _ basis: RiskBasis
  ) throws(LedgerError) -> [JournalOutcome]

  /// Judges an order whose outcome is not known once more, and writes down that it leaves again.
  ///
  /// Only for a venue that refuses a client order id for ever once it has seen it.
  ///
  /// - Parameters:
  ///   - order: The number of an order that is `sent` or `unknown`.
  ///   - policy: What it is judged by, as if it were not there yet.
  ///   - basis: What the account is worth.
  ///   - market: What is known about its market.
  /// - Returns: `.journaled`, `.halted` or `.denied`.
  /// - Throws: `.illegal` in any other state, `.noOrder`.
  func journalAgain(
    _ order: Int64, policy: RiskPolicy, _ basis: RiskBasis, market: RiskMarket
  ) throws(LedgerError) -> JournalOutcome

  /// Writes down an order that the venue has already; it can never be sent.
  func adopt(
    _ content: OrderContent, terms: OrderTerms, orderID: String?, at time: Timestamp
  ) throws(LedgerError) -> StoredOrder

  /// Writes down what happened to an order, its fills and what they do to the position included.
  ///
  /// A fill that the account has already is passed over.
  ///
  /// - Parameters:
  ///   - events: In the order in which they happened.
  ///   - order: The order's number.
  ///   - time: When it was learned.
  /// - Returns: The order as it is then.
  /// - Throws: `.illegal` for an event that cannot follow, `.noOrder`, `.notReckonable`.
  func record(
    _ events: [OrderEvent], of order: Int64, at time: Timestamp
  ) throws(LedgerError) -> StoredOrder

  // MARK: Accounts

  /// Says where an open position is to be protected; nil takes a price away.
  ///
  /// The side is that of a position that the account holds apart from the other one.
  func setProtection(
    of symbol: Symbol, _ side: PositionSide?, in scope: AccountScope, stopLoss: Price?,
    takeProfit: Price?
  ) throws(LedgerError)
  /// Keeps the leverage of a symbol, with a position or without.
  func setLeverage(
    _ leverage: Rate, of symbol: Symbol, in scope: AccountScope
  ) throws(LedgerError)
  /// Keeps what the account is worth, raises its peak, and begins a day that has no start yet.
  func add(
    _ sample: EquitySample, dayStart: Timestamp, to scope: AccountScope
  ) throws(LedgerError)
  /// Forgets the peak and the day starts: what comes is measured from this sample on.
  func restartEquity(
    at sample: EquitySample, dayStart: Timestamp, in scope: AccountScope
  ) throws(LedgerError)
  func add(_ refusal: Refusal, to scope: AccountScope) throws(LedgerError)
  func add(_ record: BreakerRecord, to scope: AccountScope) throws(LedgerError)
  func add(_ entry: LatchEntry) throws(LedgerError)
  func setPrice(
    _ price: PriceEntry, of symbol: Symbol, at venue: String
  ) throws(LedgerError)
  /// A number larger than any given out before, and no smaller than `least`.
  func nextNonce(for name: String, least: Int64) throws(LedgerError) -> Int64

  // MARK: Paper

  func savePaperAccount(_ state: String, of scope: AccountScope) throws(LedgerError)
  func savePaperMarket(_ row: PaperRow, of scope: AccountScope) throws(LedgerError)
  func savePaperOrder(_ row: PaperRow, of scope: AccountScope) throws(LedgerError)
  func deletePaperOrder(_ number: Int64, of scope: AccountScope) throws(LedgerError)
  /// Removes the account, its markets and its open orders from the paper exchange, and closes its
  /// positions without a trade; the orders and fills of the ledger stay.
  func deletePaper(of scope: AccountScope) throws(LedgerError)
}
