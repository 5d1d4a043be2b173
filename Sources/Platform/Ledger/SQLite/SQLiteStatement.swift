internal import CSQLite

/// A prepared statement, finalized when nobody has it any more.
@safe
final class SQLiteStatement: Statement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let path: String
  private var bindingCode = SQLITE_OK

  @unsafe
  init(_ handle: OpaquePointer, of connection: OpaquePointer, path: String) {
    unsafe self.handle = handle
    unsafe self.connection = connection
    self.path = path
  }

  deinit { unsafe sqlite3_finalize(handle) }

  func bind(_ value: Int64, at index: Int32) {
    note(unsafe sqlite3_bind_int64(handle, index, value))
  }

  func bind(text: Span<UInt8>, at index: Int32) {
    let code = unsafe text.withUnsafeBytes { buffer in
      unsafe ledger_bind_text(handle, index, buffer.baseAddress, Int32(buffer.count))
    }
    note(code)
  }

  func bind(bytes: Span<UInt8>, at index: Int32) {
    let code = unsafe bytes.withUnsafeBytes { buffer in
      unsafe ledger_bind_blob(handle, index, buffer.baseAddress, Int32(buffer.count))
    }
    note(code)
  }

  /// A parameter that could not be bound would be written as null.
  private func note(_ code: Int32) {
    if code != SQLITE_OK, bindingCode == SQLITE_OK { bindingCode = code }
  }

  func step() throws(LedgerError) -> Bool {
    do throws(SQLiteFailure) {
      return try nextRow()
    } catch {
      throw error.error(path)
    }
  }

  /// The same, with SQLite's own failure.
  func nextRow() throws(SQLiteFailure) -> Bool {
    let code = bindingCode == SQLITE_OK ? unsafe sqlite3_step(handle) : bindingCode
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw unsafe SQLiteFailure(code, connection)
    }
  }

  func reset() {
    // It repeats the failure of the last step, which has been thrown already.
    _ = unsafe sqlite3_reset(handle)
    bindingCode = SQLITE_OK
    _ = unsafe sqlite3_clear_bindings(handle)
  }

  func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

  func text(_ column: Int32) -> String {
    guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
    let count = unsafe Int(sqlite3_column_bytes(handle, column))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(handle, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
