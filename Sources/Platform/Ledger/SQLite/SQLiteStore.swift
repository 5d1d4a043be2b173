internal import CSQLite

/// The ledger in a SQLite file.
final class SQLiteStore: LedgerStore, Database {
  private let connection: SQLiteConnection
  private let patience: Patience
  private let identity: FileIdentity
  /// By the numbers of their queries.
  private var statements: [SQLiteStatement?] = []
  private var durability = Durability.durable
  private lazy var session = LedgerSession(self)

  var path: String { connection.path }

  /// Opens a ledger, makes it where there is none, and brings it to the newest schema.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isMade: Whether a missing ledger is made.
  ///   - patience: How long other processes are waited for.
  /// - Throws: Why it cannot be used.
  init(path: String, isMade: Bool, patience: Patience) throws(LedgerError) {
    try LedgerFile.prepare(path, isMade: isMade)
    self.patience = patience
    connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE)
    identity = FileIdentity(path: path)
    connection.wait(upTo: patience)
    connection.keepLogWhenClosed()
    do throws(SQLiteFailure) {
      try connection.bringUpToDate(patience: patience)
      // Each commit is on disk before it returns, until a body asks for less.
      try connection.run("PRAGMA synchronous = FULL")
    } catch {
      throw error.error(path, patience: patience)
    }
    try connection.checkVersion()
  }

  deinit {
    statements.removeAll()
    // A log that has grown makes the next opening slow, because all of it is read.
    if LedgerFile.size(path + "-wal") > 1 << 20 { connection.emptyLog() }
  }

  func changeCount() throws(LedgerError) -> Int64? { try number(Self.dataVersion) }

  func statement(_ query: Query) throws(LedgerError) -> any Statement {
    if query.number < statements.count, let kept = statements[query.number] { return kept }
    do throws(SQLiteFailure) {
      let statement = try connection.prepare(query.text, isKept: true)
      while statements.count <= query.number { statements.append(nil) }
      statements[query.number] = statement
      return statement
    } catch {
      throw error.error(path)
    }
  }

  func statement(once text: String) throws(LedgerError) -> any Statement {
    do throws(SQLiteFailure) {
      return try connection.prepare(text, isKept: false)
    } catch {
      throw error.error(path)
    }
  }

  // MARK: Transactions

  private static let beginWriting = Query("BEGIN IMMEDIATE")
  private static let beginReading = Query("BEGIN")
  private static let dataVersion = Query("PRAGMA data_version")
  private static let commit = Query("COMMIT")
  private static let rollback = Query("ROLLBACK")

  func write(
    _ durability: Durability,
    _ body: (any LedgerTransaction) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    if self.durability != durability {
      // Not kept: it takes effect while it is being prepared, so a second run would do nothing.
      let level = durability == .durable ? "FULL" : "NORMAL"
      let statement = try statement(once: "PRAGMA synchronous = \(level)")
      _ = try statement.step()
      self.durability = durability
    }
    try transaction(Self.beginWriting) { session throws(LedgerError) in try body(session) }
    // After the commit, so that no moment is left in which the file could go unnoticed.
    if durability == .durable, connection.hasMoved || identity.hasChanged {
      throw .replaced(path: path)
    }
  }

  func read(_ body: (any LedgerView) throws(LedgerError) -> Void) throws(LedgerError) {
    try transaction(Self.beginReading) { session throws(LedgerError) in try body(session) }
  }

  private func transaction(
    _ begin: Query, _ body: (LedgerSession) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    precondition(!connection.isInTransaction, "A transaction is not begun inside another")
    try patiently(begin)
    do throws(LedgerError) {
      try session.begin()
      try body(session)
      try session.writeOrders()
      try patiently(Self.commit)
    } catch {
      session.forget()
      if connection.isInTransaction { try? run(Self.rollback) }
      throw error
    }
  }

  private func patiently(_ query: Query) throws(LedgerError) {
    do throws(LedgerError) {
      try run(query)
    } catch {
      guard case .locked(let path, _) = error else { throw error }
      throw .locked(path: path, seconds: patience.secondsMax)
    }
  }

  // MARK: The whole

  func verify() throws(LedgerError) -> Verification {
    var result = Verification()
    // What is to be checked is the file, not what this process remembers of it.
    session.forget()
    try transaction(Self.beginReading) { session throws(LedgerError) in
      try checkPages()
      result = try Verifier.run(session)
    }
    return result
  }

  /// What SQLite itself has to say against the file.
  private func checkPages() throws(LedgerError) {
    var answer: String?
    try rows(once: "PRAGMA integrity_check(1)") { _ in
    } each: { row throws(LedgerError) in
      answer = answer ?? row.text()
    }
    if let answer, answer != "ok" { throw .corrupt(path: path, reason: answer) }
  }

  func backup(to target: String) throws(LedgerError) {
    try LedgerFile.replace(target) { temporary throws(LedgerError) in
      let copy = try SQLiteConnection(path: temporary, flags: SQLITE_OPEN_READWRITE)
      do throws(SQLiteFailure) {
        try connection.copy(to: copy)
        // A copy is read where it is; it needs no log beside it.
        try copy.run("PRAGMA journal_mode = DELETE")
      } catch {
        throw error.error(temporary)
      }
    }
  }
}
