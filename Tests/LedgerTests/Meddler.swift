import CSQLite

/// A SQLite connection of somebody who is not the ledger.
@safe
final class Meddler {
  private var handle: OpaquePointer?

  init(_ path: String) throws {
    guard unsafe sqlite3_open(path, &handle) == SQLITE_OK else { throw Unexpected() }
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  func run(_ text: String) throws {
    guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else {
      throw Failed(message: unsafe String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// The first column of each row, as text.
  func column(_ text: String) throws -> [String] {
    var statement: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK else {
      throw Failed(message: unsafe String(cString: sqlite3_errmsg(handle)))
    }
    defer { unsafe sqlite3_finalize(statement) }
    var rows: [String] = []
    while unsafe sqlite3_step(statement) == SQLITE_ROW {
      rows.append(unsafe sqlite3_column_text(statement, 0).map { unsafe String(cString: $0) } ?? "")
    }
    return rows
  }

  struct Failed: Error {
    let message: String
  }
}
