#include <sqlite3.h>

/// Binds bytes that SQLite copies, unless they stay where they are until they are bound anew; the
/// special destructor values are casts that Swift cannot write. A null pointer would bind NULL, and
/// an empty array may have one.
static inline int ledger_bind_text(
    sqlite3_stmt *statement, int index, const void *text, int count, int stays) {
  return sqlite3_bind_text(
      statement, index, text ? text : "", count, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

static inline int ledger_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, int count, int stays) {
  return sqlite3_bind_blob(
      statement, index, bytes ? bytes : "", count, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

/// The function takes a variable number of arguments, which Swift cannot give.
static inline int ledger_keep_log_when_closed(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// Likewise; it has to come before the first connection.
static inline int ledger_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
