internal import CSQLite

/// One connection to a SQLite file, closed when the value goes away.
@safe
struct SQLiteConnection: ~Copyable {
  private let handle: OpaquePointer
  let path: String

  /// SQLite counts its memory under a lock, for statistics that nobody asks for.
  private static let isSetUp = ledger_count_no_memory() == SQLITE_OK

  /// - Throws: What opening it ran into; nothing is read from the file yet.
  init(path: String, flags: Int32) throws(LedgerError) {
    _ = Self.isSetUp
    var handle: OpaquePointer?
    // One thread uses a connection, so it needs no mutex of its own.
    let code = unsafe sqlite3_open_v2(
      path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened = unsafe handle else {
      let failure = unsafe SQLiteFailure(code, handle)
      unsafe sqlite3_close_v2(handle)
      throw failure.error(path)
    }
    unsafe self.handle = opened
    self.path = path
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  /// What the last call ran into.
  func failure(_ code: Int32) -> SQLiteFailure { unsafe SQLiteFailure(code, handle) }

  /// Runs statements without parameters, and passes over their rows.
  func run(_ text: String) throws(SQLiteFailure) {
    let code = unsafe sqlite3_exec(handle, text, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  func prepare(_ text: String, isKept: Bool) throws(SQLiteFailure) -> SQLiteStatement {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      handle, text, -1, isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0, &statement, nil)
    guard code == SQLITE_OK, let prepared = unsafe statement else { throw failure(code) }
    return unsafe SQLiteStatement(prepared, of: handle, path: path)
  }

  /// The first column of the first row of a statement, which is a number.
  func number(_ text: String) throws(SQLiteFailure) -> Int64 {
    let statement = try prepare(text, isKept: false)
    return try statement.nextRow() ? statement.integer(0) : 0
  }

  /// Waits for others for so long, in steps that are short enough to be fair.
  func wait(upTo patience: Patience) {
    unsafe sqlite3_busy_handler(
      handle,
      { context, attempt in
        guard let context = unsafe context else { return 0 }
        return unsafe Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue()
          .wait(attempt: Int(attempt)) ? 1 : 0
      }, Unmanaged.passUnretained(patience).toOpaque())
  }

  /// Leaves what is in the log there when the connection is closed: the next one reads on.
  func keepLogWhenClosed() {
    unsafe ledger_keep_log_when_closed(handle)
  }

  /// Moves what is in the log into the file, if nobody is reading; then the log starts anew.
  func emptyLog() {
    // Nothing is lost when it cannot be done now, so nobody is waited for.
    unsafe sqlite3_busy_handler(handle, nil, nil)
    _ = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
  }

  /// Whether the path leads to another file by now, or to none.
  var hasMoved: Bool {
    var moved: Int32 = 0
    let code = unsafe sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
    return code == SQLITE_OK && moved != 0
  }

  /// Whether a transaction is open.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Copies the whole database into another that has just been opened.
  ///
  /// Others may write meanwhile; the copy is of one moment.
  func copy(to target: borrowing SQLiteConnection) throws(SQLiteFailure) {
    guard let backup = unsafe sqlite3_backup_init(target.handle, "main", handle, "main") else {
      throw target.failure(unsafe sqlite3_extended_errcode(target.handle))
    }
    let code = unsafe sqlite3_backup_step(backup, -1)
    let end = unsafe sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else {
      throw target.failure(code == SQLITE_DONE ? end : code)
    }
  }
}
