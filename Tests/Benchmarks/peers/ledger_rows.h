// Rows of a ledger, read once and written again: what SQLite alone takes for them.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sqlite3 *source, *target;

static void check(int code, sqlite3 *database) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "ledger rows: %s\n", sqlite3_errmsg(database));
  exit(1);
}

static void run(sqlite3 *database, const char *statement) {
  check(sqlite3_exec(database, statement, NULL, NULL, NULL), database);
}

// All rows of a table, and the statement that inserts one.
struct table {
  sqlite3_value **values;
  int columns, rows, written;
  sqlite3_stmt *insert;
};

static inline struct table load(const char *name, const char *order) {
  struct table table = {0};
  char text[512];
  snprintf(text, sizeof text, "SELECT * FROM %s ORDER BY %s", name, order);
  sqlite3_stmt *query;
  check(sqlite3_prepare_v2(source, text, -1, &query, NULL), source);
  table.columns = sqlite3_column_count(query);
  while (sqlite3_step(query) == SQLITE_ROW) {
    table.values = realloc(table.values, sizeof *table.values * (size_t)table.columns *
                                             (size_t)(table.rows + 1));
    for (int column = 0; column < table.columns; column++) {
      table.values[table.rows * table.columns + column] =
          sqlite3_value_dup(sqlite3_column_value(query, column));
    }
    table.rows++;
  }
  sqlite3_finalize(query);
  int length = snprintf(text, sizeof text, "INSERT OR REPLACE INTO %s VALUES (?", name);
  for (int column = 1; column < table.columns; column++) {
    length += snprintf(text + length, sizeof text - (size_t)length, ",?");
  }
  snprintf(text + length, sizeof text - (size_t)length, ")");
  check(sqlite3_prepare_v3(target, text, -1, SQLITE_PREPARE_PERSISTENT, &table.insert, NULL),
        target);
  return table;
}

static inline void write_row(struct table *table, int row) {
  for (int column = 0; column < table->columns; column++) {
    sqlite3_bind_value(table->insert, column + 1, table->values[row * table->columns + column]);
  }
  check(sqlite3_step(table->insert), target);
  sqlite3_reset(table->insert);
}

static int copy_table(void *unused, int count, char **values, char **names) {
  (void)unused, (void)count, (void)names;
  run(target, values[0]);
  return 0;
}

// Opens a ledger to read, and another, made anew, with the same tables and no rows.
static inline void open_ledgers(const char *from, const char *to) {
  const char *endings[] = {"", "-wal", "-shm"};
  for (int index = 0; index < 3; index++) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s", to, endings[index]);
    unlink(path);
  }
  check(sqlite3_open_v2(from, &source, SQLITE_OPEN_READONLY, NULL), source);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  check(sqlite3_open_v2(to, &target, flags, NULL), target);
  run(target, "PRAGMA journal_mode=WAL");
  run(target, "PRAGMA synchronous=FULL");
  run(target, "BEGIN");
  check(sqlite3_exec(source, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL", copy_table,
                     NULL, NULL), source);
  run(target, "COMMIT");
}
