/// A database that keeps the ledger.
package protocol LedgerStore: AnyObject {
  /// Runs the body alone among all users of the database, and keeps what it did or none of it.
  func write(
    _ durability: Durability,
    _ body: (any LedgerTransaction) throws(LedgerError) -> Void
  ) throws(LedgerError)

  /// Runs the body on one moment of the database.
  func read(_ body: (any LedgerView) throws(LedgerError) -> Void) throws(LedgerError)

  /// Writes a copy of one moment into a file, while others go on.
  func backup(to path: String) throws(LedgerError)

  /// Looks whether everything is as it was written.
  func verify() throws(LedgerError) -> Verification
}
