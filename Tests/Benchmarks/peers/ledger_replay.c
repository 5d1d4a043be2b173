// Writes the rows of a ledger anew, in as many transactions: what SQLite alone takes for it.
//
// usage: ledger_replay SOURCE TARGET BATCH
//
// SOURCE is a ledger with paper orders that filled at once; TARGET is made. Each transaction writes
// BATCH orders with their events, fills and closed positions, and the rows that each order replaces.
// Prints {"seconds":…,"orders":…}, without reading SOURCE and making the tables.

#include <time.h>

#include "ledger_rows.h"

// The share of a table's rows that belongs to the first `done` of `orders`.
static void write_up_to(struct table *table, int done, int orders) {
  int end = (int)((long long)table->rows * done / orders);
  while (table->written < end) write_row(table, table->written++);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **words) {
  if (count != 4) return fprintf(stderr, "usage: ledger_replay SOURCE TARGET BATCH\n"), 64;
  int batch = atoi(words[3]);
  open_ledgers(words[1], words[2]);
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
