internal import CSQLite

/// A prepared statement, finalized when nobody has it any more.
@safe
final class SQLiteStatement: Statement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let path: String
  private var bindingCode = SQLITE_OK
  /// The last parameter that was bound since the last reset.
  private var lastBound: Int32 = 0
  private var isRunning = false
  /// Where short texts lie while they are bound, so that SQLite need not make a copy of each.
  private var room: UnsafeMutableRawBufferPointer?
  private var used = 0

  private static let roomSize = 4096

  @unsafe
  init(_ handle: OpaquePointer, of connection: OpaquePointer, path: String) {
    unsafe self.handle = handle
    unsafe self.connection = connection
    self.path = path
  }

  deinit {
    unsafe sqlite3_finalize(handle)
    unsafe room?.deallocate()
  }

  func bind(_ value: Int64, at index: Int32) {
    note(unsafe sqlite3_bind_int64(handle, index, value), at: index)
  }

  func bindNull(at index: Int32) {
    note(unsafe sqlite3_bind_null(handle, index), at: index)
  }

  func bind(text: Span<UInt8>, at index: Int32) {
    let code = unsafe text.withUnsafeBytes { bytes in
      let kept = unsafe keep(bytes)
      return unsafe ledger_bind_text(
        handle, index, (kept ?? bytes).baseAddress, Int32(bytes.count), kept == nil ? 0 : 1)
    }
    note(code, at: index)
  }

  func bind(bytes: Span<UInt8>, at index: Int32) {
    let code = unsafe bytes.withUnsafeBytes { bytes in
      let kept = unsafe keep(bytes)
      return unsafe ledger_bind_blob(
        handle, index, (kept ?? bytes).baseAddress, Int32(bytes.count), kept == nil ? 0 : 1)
    }
    note(code, at: index)
  }

  /// Copies bytes to where they stay until the next reset; nil where there is no room left.
  @unsafe
  private func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard bytes.count <= Self.roomSize - used else { return nil }
    let room = unsafe room ?? .allocate(byteCount: Self.roomSize, alignment: 1)
    unsafe self.room = room
    let place = unsafe UnsafeMutableRawBufferPointer(rebasing: room[used..<(used + bytes.count)])
    unsafe place.copyMemory(from: bytes)
    used += bytes.count
    return UnsafeRawBufferPointer(place)
  }

  /// A parameter that could not be bound would be written as it was last time.
  private func note(_ code: Int32, at index: Int32) {
    lastBound = max(lastBound, index)
    if code != SQLITE_OK, bindingCode == SQLITE_OK { bindingCode = code }
  }

  /// Those behind the last one that was bound would have their values of last time.
  private func bindRest() {
    isRunning = true
    let count = unsafe sqlite3_bind_parameter_count(handle)
    while lastBound < count { bindNull(at: lastBound + 1) }
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
    if !isRunning { bindRest() }
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
    lastBound = 0
    isRunning = false
    used = 0
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
