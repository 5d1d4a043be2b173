// The near limit of orders that are on disk before they are sent: SQLite, one socket, one HMAC for
// five orders. The rows are those of a ledger that has such orders, ready to be bound; nothing is
// read, judged, hashed or parsed.
//
//     order_keeper PORT SOURCE TARGET GROUP
//
// Each transaction writes GROUP orders and the two events before sending, and how the group before
// it stands: a row that changes and the event of that. Prints {"cpu":…,"orders":…}: the processor's
// seconds without reading SOURCE and making the tables.

#include <sys/resource.h>

#include "ledger_rows.h"
#include "order_requests.h"

enum { together = 5, before_sending = 2 };

static const char *learned[] = {"state", "order_id", "acknowledged_at", "last_event"};
enum { learned_count = sizeof learned / sizeof *learned };

static int place_of(const char *column) {
  sqlite3_stmt *query;
  check(sqlite3_prepare_v2(source, "SELECT * FROM orders", -1, &query, NULL), source);
  for (int place = 0; place < sqlite3_column_count(query); place++) {
    if (strcmp(sqlite3_column_name(query, place), column)) continue;
    sqlite3_finalize(query);
    return place;
  }
  fail("the ledger has other columns");
  return 0;
}

static void place(int first, int end) {
  static char form[8192];
  for (int number = first; number < end; number += together) {
    char id[32];
    int length = sprintf(form, "batchOrders=%%5B");
    for (int one = number; one < number + together && one < end; one++) {
      sprintf(id, "t%023d", one);
      length += sprintf(form + length, "%s%%7B%%22symbol%%22%%3A%%22BTCUSDT%%22%%2C%%22side%%22%%3A"
                        "%%22BUY%%22%%2C%%22type%%22%%3A%%22LIMIT%%22%%2C%%22timeInForce%%22%%3A"
                        "%%22GTC%%22%%2C%%22quantity%%22%%3A%%220.001%%22%%2C%%22price%%22%%3A"
                        "%%2240000%%22%%2C%%22newClientOrderId%%22%%3A%%22%s%%22%%7D",
                        one == number ? "" : "%2C", id);
    }
    length += sprintf(form + length, "%%5D");
    post("/fapi/v1/batchOrders", form, length, id);
  }
}

static double processor_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int count, char **words) {
  if (count != 5) fail("order_keeper PORT SOURCE TARGET GROUP");
  int group = atoi(words[4]), places[learned_count];
  open_ledgers(words[2], words[3]);
  struct table orders = load("orders", "number"), events = load("order_events", "number");
  for (int one = 0; one < learned_count; one++) places[one] = place_of(learned[one]);
  sqlite3_stmt *update;
  check(sqlite3_prepare_v2(target, "UPDATE orders SET state=?1, order_id=?2, acknowledged_at=?3, "
                           "last_event=?4 WHERE number=?5", -1, &update, NULL), target);
  connect_to(words[1]);
  double start = processor_seconds();
  for (int first = 0, known = 0; known < orders.rows; first += group) {
    int end = first + group < orders.rows ? first + group : orders.rows;
    run(target, "BEGIN IMMEDIATE");
    for (; known < first && known < orders.rows; known++) {
      sqlite3_value **row = orders.values + known * orders.columns;
      for (int one = 0; one < learned_count; one++) {
        sqlite3_bind_value(update, one + 1, row[places[one]]);
      }
      sqlite3_bind_int(update, learned_count + 1, known + 1);
      check(sqlite3_step(update), target);
      sqlite3_reset(update);
      write_row(&events, events.written++);
    }
    for (int number = first; number < end; number++) {
      write_row(&orders, number);
      for (int one = 0; one < before_sending; one++) write_row(&events, events.written++);
    }
    run(target, "COMMIT");
    place(first, end);
  }
  double seconds = processor_seconds() - start;
  if (events.written != events.rows) fail("the ledger has other events");
  printf("{\"cpu\":%.6f,\"orders\":%d}\n", seconds, orders.rows);
}
