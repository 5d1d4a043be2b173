// A futures exchange on the loopback interface that takes every order and does nothing with it.
//
// It speaks as much of the Binance futures interface as it takes to place limit orders, and checks
// nothing. Its first line of output is its port; it ends with its standard input.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { connections_max = 64, bytes_max = 1 << 16 };

struct connection {
  int socket;
  size_t count;
  char bytes[bytes_max];
};

static long long now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static const char *information =
    "{\"timezone\":\"UTC\",\"rateLimits\":["
    // More than anybody reaches, so that nothing waits.
    "{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":100000000},"
    "{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":100000000},"
    "{\"rateLimitType\":\"ORDERS\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":100000000}],"
    "\"symbols\":[{\"symbol\":\"BTCUSDT\",\"pair\":\"BTCUSDT\","
    "\"contractType\":\"PERPETUAL\",\"deliveryDate\":4133404800000,\"onboardDate\":1569398400000,"
    "\"status\":\"TRADING\",\"baseAsset\":\"BTC\",\"quoteAsset\":\"USDT\",\"marginAsset\":\"USDT\","
    "\"pricePrecision\":2,\"quantityPrecision\":3,\"baseAssetPrecision\":8,\"quotePrecision\":8,"
    "\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0.10\",\"maxPrice\":\"1000000\","
    "\"tickSize\":\"0.10\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.001\",\"maxQty\":\"1000\","
    "\"stepSize\":\"0.001\"},{\"filterType\":\"MARKET_LOT_SIZE\",\"minQty\":\"0.001\","
    "\"maxQty\":\"120\",\"stepSize\":\"0.001\"},{\"filterType\":\"MIN_NOTIONAL\",\"notional\":\"5\"}],"
    "\"orderTypes\":[\"LIMIT\",\"MARKET\"],\"timeInForce\":[\"GTC\",\"IOC\",\"FOK\",\"GTX\"]}]}";

/// Copies a parameter's value, as sent, behind the text so far; nothing where it is not there.
static void echo(char **end, const char *member, const char *from, const char *name,
                 const char *stops) {
  const char *found = strstr(from, name);
  size_t length = found ? strcspn(found + strlen(name), stops) : 0;
  *end += sprintf(*end, ",\"%s\":\"%.*s\"", member, (int)length,
                  found ? found + strlen(name) : "");
}

/// Writes an order that was taken; the text that it is found in names its terms as `format` says.
static char *take(char *end, const char *from, const char *format, const char *stops) {
  static long long orders = 0;
  static const char *names[][2] = {{"symbol", "symbol"}, {"side", "side"},
                                   {"clientOrderId", "newClientOrderId"},
                                   {"origQty", "quantity"}, {"price", "price"}};
  end += sprintf(end, "{\"orderId\":%lld,\"status\":\"NEW\",\"executedQty\":\"0\","
                 "\"cumQuote\":\"0\",\"avgPrice\":\"0.00\",\"stopPrice\":\"0\","
                 "\"timeInForce\":\"GTC\",\"reduceOnly\":false,\"positionSide\":\"BOTH\","
                 "\"type\":\"LIMIT\",\"origType\":\"LIMIT\",\"updateTime\":%lld",
                 ++orders, now_ms());
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char name[64];
    sprintf(name, format, names[i][1]);
    echo(&end, names[i][0], from, name, stops);
  }
  return end + sprintf(end, "}");
}

/// Writes the orders of a list, which stands percent-encoded in the body.
static void take_all(char *end, const char *request) {
  static char text[bytes_max];
  char *to = text;
  for (const char *from = strstr(request, "batchOrders="); from && *from && *from != '&'; from++) {
    unsigned byte;
    if (*from == '%' && sscanf(from + 1, "%2x", &byte) == 1) {
      *to++ = byte;
      from += 2;
    } else {
      *to++ = *from;
    }
  }
  *to = 0;
  char mark = '[';
  for (char *order = strchr(text, '{'); order; order = strchr(order, '{')) {
    char *close = strchr(order, '}');
    if (!close) break;
    *close = 0;
    *end++ = mark;
    end = take(end, order, "\"%s\":\"", "\"");
    order = close + 1;
    mark = ',';
  }
  strcpy(end, "]");
}

/// The body of an answer; nil for what is not known.
static char *answer(const char *request, char *body) {
  if (strncmp(request, "POST /fapi/v1/order", 19) == 0) {
    take(body, request, "%s=", "&\r\n ");
  } else if (strncmp(request, "POST /fapi/v1/batchOrders", 25) == 0) {
    take_all(body, request);
  } else if (strncmp(request, "GET /fapi/v1/time", 17) == 0) {
    sprintf(body, "{\"serverTime\":%lld}", now_ms());
  } else if (strncmp(request, "GET /fapi/v1/exchangeInfo", 25) == 0) {
    strcpy(body, information);
  } else if (strncmp(request, "GET /fapi/v3/positionRisk", 25) == 0) {
    strcpy(body, "[]");
  } else if (strncmp(request, "GET /fapi/v3/account", 20) == 0) {
    strcpy(body, "{\"canTrade\":true,\"assets\":[{\"asset\":\"USDT\",\"walletBalance\":\"10000000\","
                 "\"availableBalance\":\"10000000\"}],\"positions\":[]}");
  } else if (strncmp(request, "GET /fapi/v1/ticker/24hr", 24) == 0) {
    sprintf(body, "{\"symbol\":\"BTCUSDT\",\"lastPrice\":\"50000.0\",\"closeTime\":%lld}", now_ms());
  } else {
    return NULL;
  }
  return body;
}

/// The length of the first request of a connection, whole; zero while it is not all here.
static size_t request_length(struct connection *connection) {
  connection->bytes[connection->count] = 0;
  char *end = strstr(connection->bytes, "\r\n\r\n");
  if (!end) return 0;
  char *length = strcasestr(connection->bytes, "\r\ncontent-length:");
  size_t whole = end + 4 - connection->bytes;
  if (length && length < end) whole += strtoul(length + 17, NULL, 10);
  return whole <= connection->count ? whole : 0;
}

/// Answers what has been said over a connection; zero where it has ended.
static int serve(struct connection *connection) {
  ssize_t count = read(connection->socket, connection->bytes + connection->count,
                       bytes_max - 1 - connection->count);
  if (count <= 0) return 0;
  connection->count += count;
  for (size_t length; (length = request_length(connection)) > 0;) {
    static char body[bytes_max], reply[2 * bytes_max];
    char rest = connection->bytes[length];
    connection->bytes[length] = 0;
    const char *found = answer(connection->bytes, body);
    connection->bytes[length] = rest;
    int size = sprintf(reply, "HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                       "Content-Length: %zu\r\n\r\n%s", found ? "200 OK" : "404 Not Found",
                       found ? strlen(found) : 2, found ? found : "{}");
    if (write(connection->socket, reply, size) != size) return 0;
    connection->count -= length;
    memmove(connection->bytes, connection->bytes + length, connection->count);
  }
  return 1;
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 64)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);

  static struct connection connections[connections_max];
  struct pollfd waits[connections_max + 2] = {{STDIN_FILENO, POLLIN, 0}, {listener, POLLIN, 0}};
  for (int used = 0;;) {
    for (int i = 0; i < used; i++) waits[i + 2] = (struct pollfd){connections[i].socket, POLLIN, 0};
    if (poll(waits, used + 2, -1) < 0) return 1;
    char byte;
    if (waits[0].revents && read(STDIN_FILENO, &byte, 1) <= 0) return 0;
    for (int i = used - 1; i >= 0; i--) {
      if (!waits[i + 2].revents || serve(&connections[i])) continue;
      close(connections[i].socket);
      connections[i] = connections[--used];
    }
    if (waits[1].revents && used < connections_max) {
      int one = 1;
      connections[used] = (struct connection){.socket = accept(listener, NULL, NULL)};
      setsockopt(connections[used].socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      used++;
    }
  }
}
