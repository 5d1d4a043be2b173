// Matches resting limit orders against a file of trades as fast as is reasonable: the near limit of
// a paper run.
//
//   trades TRADES.csv ORDERS.csv
//
// Trades: local_ns,event_ms,trade_ms,id,price,qty,buyer_is_maker. Orders: side,price,quantity.
// A limit order fills, whole and at its own price, when a trade goes strictly through that price.
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCALE_DIGITS = 8, MOST_ORDERS = 10000, BLOCK = 1 << 20, LONGEST_LINE = 1 << 12 };
static const int64_t one = 100000000;

typedef struct {
  int64_t price, quantity;  // multiples of 10^-8
} Order;

typedef struct {
  Order orders[MOST_ORDERS];
  int count, filled;  // the next one to fill comes first
} Side;

static Side buys, sells;

// Reads a plain decimal as multiples of 10^-8 and moves past the character that ends it.
static int64_t decimal(const char **at) {
  const char *next = *at;
  int64_t value = 0;
  while (*next >= '0' && *next <= '9') value = value * 10 + (*next++ - '0');
  int fraction = 0;
  if (*next == '.')
    for (next++; *next >= '0' && *next <= '9'; fraction++) value = value * 10 + (*next++ - '0');
  if (fraction > SCALE_DIGITS) errx(65, "more than %d fraction digits", SCALE_DIGITS);
  for (; fraction < SCALE_DIGITS; fraction++) value *= 10;
  *at = next + 1;
  return value;
}

static int64_t integer(const char **at) {
  const char *next = *at;
  int64_t value = 0;
  while (*next >= '0' && *next <= '9') value = value * 10 + (*next++ - '0');
  *at = next + 1;
  return value;
}

static const char *after_comma(const char *at) {
  while (*at++ != ',') {}
  return at;
}

static int highest_first(const void *a, const void *b) {
  int64_t left = ((const Order *)a)->price, right = ((const Order *)b)->price;
  return (left < right) - (left > right);
}

static int lowest_first(const void *a, const void *b) { return highest_first(b, a); }

static void read_orders(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) err(66, "%s", path);
  char line[256];
  while (fgets(line, sizeof line, file)) {
    Side *side = strncmp(line, "buy,", 4) == 0 ? &buys : &sells;
    if (side->count == MOST_ORDERS) errx(65, "too many orders");
    const char *at = after_comma(line);
    Order *order = &side->orders[side->count++];
    order->price = decimal(&at);
    order->quantity = decimal(&at);
  }
  fclose(file);
  qsort(buys.orders, buys.count, sizeof(Order), highest_first);
  qsort(sells.orders, sells.count, sizeof(Order), lowest_first);
}

static void match(int64_t price) {
  while (buys.filled < buys.count && price < buys.orders[buys.filled].price) buys.filled++;
  while (sells.filled < sells.count && price > sells.orders[sells.filled].price) sells.filled++;
}

static void print_scaled(const char *name, __int128 value, __int128 scale, int digits) {
  printf("\"%s\":%lld.%0*lld", name, (long long)(value / scale), digits,
         (long long)(value % scale));
}

int main(int count, char **arguments) {
  if (count != 3) errx(64, "usage: trades TRADES.csv ORDERS.csv");
  read_orders(arguments[2]);
  int file = open(arguments[1], O_RDONLY);
  if (file < 0) err(66, "%s", arguments[1]);

  static char buffer[LONGEST_LINE + BLOCK];
  size_t held = 0;
  int64_t trades = 0, last_ms = 0;
  __int128 volume = 0;
  int header = 1;
  for (ssize_t got; (got = read(file, buffer + held, BLOCK)) != 0;) {
    if (got < 0) err(74, "%s", arguments[1]);
    const char *at = buffer, *end = buffer + held + got;
    // The last newline of the block: every line up to it is whole.
    const char *whole = memrchr(buffer, '\n', end - buffer);
    if (!whole) errx(65, "line too long");
    if (header) at = (const char *)memchr(at, '\n', end - at) + 1;
    header = 0;
    while (at <= whole) {
      at = after_comma(after_comma(at));
      last_ms = integer(&at);
      at = after_comma(at);
      int64_t price = decimal(&at);
      volume += decimal(&at);
      match(price);
      at = (const char *)memchr(at, '\n', end - at) + 1;
      trades++;
    }
    held = end - at;
    if (held > LONGEST_LINE) errx(65, "line too long");
    memmove(buffer, at, held);
  }
  if (held > 0) errx(65, "the last line has no newline");

  __int128 quantity = 0, cost = 0;
  Side *sides[] = {&buys, &sells};
  for (int s = 0; s < 2; s++) {
    for (int i = 0; i < sides[s]->filled; i++) {
      quantity += sides[s]->orders[i].quantity;
      cost += (__int128)sides[s]->orders[i].price * sides[s]->orders[i].quantity;
    }
  }
  printf("{\"trades\":%lld,\"last_ms\":%lld,", (long long)trades, (long long)last_ms);
  print_scaled("volume", volume, one, 8);
  printf(",\"fills\":%d,", buys.filled + sells.filled);
  print_scaled("quantity", quantity, one, 8);
  printf(",");
  print_scaled("cost", cost, (__int128)one * one, 16);
  printf("}\n");
}
