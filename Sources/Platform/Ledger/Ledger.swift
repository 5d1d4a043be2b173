/// The memory of all orders: what happened is in it, or did not happen.
///
/// One process opens it once; other processes may use it at the same time.
package final class Ledger {
  package let path: String
  private let store: any LedgerStore

  init(path: String, store: any LedgerStore) {
    self.path = path
    self.store = store
  }

  /// Opens the ledger in a SQLite file.
  ///
  /// - Parameters:
  ///   - path: The file; its folder is made too.
  ///   - isMade: Whether a missing ledger is made; commands that only look do not make one.
  ///   - patienceSeconds: How long other processes are waited for.
  /// - Returns: The ledger in its newest format.
  /// - Throws: Why it cannot be used.
  package static func open(
    path: String, isMade: Bool = true, patienceSeconds: Int = 60
  ) throws(LedgerError) -> Ledger {
    let patience = Patience(secondsMax: patienceSeconds)
    return Ledger(
      path: path, store: try SQLiteStore(path: path, isMade: isMade, patience: patience))
  }

  /// Makes changes that become true together, alone among all processes.
  ///
  /// - Parameters:
  ///   - durability: What the commit survives.
  ///   - body: Makes the changes; what it throws undoes all of them.
  /// - Returns: What the body returns.
  /// - Throws: What the body or the store throws. `.replaced` where the file is not there any more;
  ///   nothing may then be sent.
  package func write<Result>(
    _ durability: Durability,
    _ body: (any LedgerTransaction) throws(LedgerError) -> Result
  ) throws(LedgerError) -> Result {
    var result: Result?
    try store.write(durability) { transaction throws(LedgerError) in
      result = try body(transaction)
    }
    guard let result else { throw .abandoned }
    return result
  }

  /// Asks for several things of the same moment.
  package func read<Result>(
    _ body: (any LedgerView) throws(LedgerError) -> Result
  ) throws(LedgerError) -> Result {
    var result: Result?
    try store.read { view throws(LedgerError) in result = try body(view) }
    guard let result else { throw .abandoned }
    return result
  }

  /// Writes a copy of one moment into a file that nobody else may read, while others go on.
  ///
  /// A file that is there is replaced once the copy is whole and on disk.
  package func backup(to path: String) throws(LedgerError) { try store.backup(to: path) }

  /// Looks whether everything is as it was written: the chain of events, the orders, fills and
  /// positions that they add up to.
  package func verify() throws(LedgerError) -> Verification {
    try store.verify()
  }
}
