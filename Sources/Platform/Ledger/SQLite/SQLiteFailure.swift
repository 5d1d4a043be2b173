internal import CSQLite
internal import Glibc

/// What SQLite ran into.
struct SQLiteFailure: Error {
  /// The extended result code.
  let code: Int32
  /// The system's own number for it; zero where there is none.
  let systemCode: Int32
  let message: String

  @unsafe
  init(_ code: Int32, _ connection: OpaquePointer?) {
    self.code = code
    systemCode = unsafe connection.map { unsafe sqlite3_system_errno($0) } ?? 0
    message = unsafe String(cString: sqlite3_errmsg(connection))
  }

  private var primary: Int32 { code & 0xFF }

  /// Whether somebody else was at work, so that it may be tried again.
  var isBusy: Bool { primary == SQLITE_BUSY || primary == SQLITE_PROTOCOL }

  /// The same in words of ours.
  func error(_ path: String, patience: Patience? = nil) -> LedgerError {
    let isFull = [ENOSPC, EDQUOT, EFBIG].contains(systemCode)
    switch primary {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
      return .locked(path: path, seconds: patience?.secondsMax ?? 0)
    case SQLITE_FULL: return .full(path: path)
    case SQLITE_IOERR where isFull, SQLITE_CANTOPEN where isFull: return .full(path: path)
    case SQLITE_READONLY where code == SQLITE_READONLY_DBMOVED_CODE:
      return .replaced(path: path)
    case SQLITE_READONLY, SQLITE_PERM: return .readOnly(path: path)
    case SQLITE_NOTADB: return .foreign(path: path)
    case SQLITE_CORRUPT: return .corrupt(path: path, reason: message)
    case SQLITE_CANTOPEN:
      return .cannotOpen(path: path, reason: systemCode == 0 ? message : reason)
    default: return .failed(path: path, reason: systemCode == 0 ? message : reason)
    }
  }

  private var reason: String { unsafe String(cString: strerror(systemCode)) }
}

/// Swift does not see the header's macro, which is an expression.
private let SQLITE_READONLY_DBMOVED_CODE = SQLITE_READONLY | 4 << 8
