// Writes the rows of a ledger anew, in as many transactions: what SQLite alone takes for it.
//
// usage: ledger_replay SOURCE TARGET BATCH
//
// SOURCE is a ledger with paper orders that filled at once; TARGET is made. Each transaction writes
// BATCH orders with their events, fills and closed positions, and the rows that each order replaces.
// Prints {"seconds":…,"orders":…}, without reading SOURCE and making the tables.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static sqlite3 *source, *target;

static void check(int code, sqlite3 *database) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "ledger_replay: %s\n", sqlite3_errmsg(database));
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

static struct table load(const char *name, const char *order) {
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

static void write_row(struct table *table, int row) {
  for (int column = 0; column < table->columns; column++) {
    sqlite3_bind_value(table->insert, column + 1, table->values[row * table->columns + column]);
  }
  check(sqlite3_step(table->insert), target);
  sqlite3_reset(table->insert);
}

// The share of a table's rows that belongs to the first `done` of `orders`.
static void write_up_to(struct table *table, int done, int orders) {
  int end = (int)((long long)table->rows * done / orders);
  while (table->written < end) write_row(table, table->written++);
}

static int copy_tables(void *unused, int count, char **values, char **names) {
  (void)unused, (void)count, (void)names;
  run(target, values[0]);
  return 0;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **words) {
  if (count != 4) return fprintf(stderr, "usage: ledger_replay SOURCE TARGET BATCH\n"), 64;
  int batch = atoi(words[3]);
  char wal[4096];
  unlink(words[2]);
  for (int index = 0; index < 2; index++) {
    snprintf(wal, sizeof wal, "%s%s", words[2], index ? "-wal" : "-shm");
    unlink(wal);
  }
  check(sqlite3_open_v2(words[1], &source, SQLITE_OPEN_READONLY, NULL), source);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  check(sqlite3_open_v2(words[2], &target, flags, NULL), target);
  run(target, "PRAGMA journal_mode=WAL");
  run(target, "PRAGMA synchronous=FULL");
  run(target, "BEGIN");
  check(sqlite3_exec(source, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL", copy_tables,
                     NULL, NULL), source);
  run(target, "COMMIT");
  struct table orders = load("orders", "number"), events = load("order_events", "number"),
               fills = load("fills", "number"), closed = load("closed_positions", "number"),
               equity = load("equity_samples", "time"), account = load("paper_accounts", "account"),
               market = load("paper_markets", "account, number");
  double start = now();
  for (int number = 0; number < orders.rows; number++) {
    if (number % batch == 0) run(target, "BEGIN IMMEDIATE");
    write_row(&orders, number);
    struct table *lists[] = {&events, &fills, &closed, &equity};
    for (int list = 0; list < 4; list++) write_up_to(lists[list], number + 1, orders.rows);
    if (account.rows) write_row(&account, 0);
    if (market.rows) write_row(&market, 0);
    if (number % batch == batch - 1 || number == orders.rows - 1) run(target, "COMMIT");
  }
  printf("{\"seconds\":%.6f,\"orders\":%d}\n", now() - start, orders.rows);
  return 0;
}
