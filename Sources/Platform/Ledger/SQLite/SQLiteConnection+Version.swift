internal import CSQLite

extension SQLiteConnection {
  /// Makes the schema, or brings it to the newest version.
  func bringUpToDate(patience: Patience) throws(SQLiteFailure) {
    guard try isBehind() else { return }
    // Several processes may be here at once, and SQLite does not always wait for this change.
    var attempt = 0
    while true {
      do throws(SQLiteFailure) {
        try run("PRAGMA journal_mode = WAL")
        break
      } catch {
        guard error.isBusy, patience.wait(attempt: attempt) else { throw error }
        attempt += 1
      }
    }
    try run("BEGIN IMMEDIATE")
    do throws(SQLiteFailure) {
      // Somebody else may have done it in between.
      if try isBehind() {
        let version = Int(try number("PRAGMA user_version"))
        for script in Migration.scripts(from: version) { try run(script) }
        try run("PRAGMA user_version = \(Migration.latest)")
        try run("PRAGMA application_id = \(Migration.applicationID)")
      }
      try run("COMMIT")
    } catch {
      try? run("ROLLBACK")
      throw error
    }
  }

  /// Refuses what is not a ledger, or is one of a later program.
  func checkVersion() throws(LedgerError) {
    let id: Int64
    let version: Int
    do throws(SQLiteFailure) {
      id = try number("PRAGMA application_id")
      version = Int(try number("PRAGMA user_version"))
    } catch {
      throw error.error(path)
    }
    guard id == Migration.applicationID else { throw .foreign(path: path) }
    guard version <= Migration.latest else {
      throw .newer(path: path, version: version, known: Migration.latest)
    }
  }

  /// Whether it is empty, or a ledger of an earlier version.
  private func isBehind() throws(SQLiteFailure) -> Bool {
    let version = Int(try number("PRAGMA user_version"))
    guard version < Migration.latest else { return false }
    if try number("PRAGMA application_id") == Migration.applicationID { return true }
    guard version == 0 else { return false }
    return try number("SELECT count(*) FROM sqlite_schema") == 0
  }
}
