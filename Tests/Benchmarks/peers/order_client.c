// The near limit of placing orders: one socket, one buffer, one HMAC an order; nothing is written
// down, judged or parsed.
//
//     order_client PORT COUNT

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

int main(int count, char **words) {
  if (count != 3) fail("order_client PORT COUNT");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons(atoi(words[1]))};
  int connection = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  if (connect(connection, (struct sockaddr *)&address, sizeof address)) fail("no server");
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  long orders = atol(words[2]);
  for (long number = 0; number < orders; number++) {
    char query[512], request[1024], reply[4096], id[32];
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    sprintf(id, "t%023ld", number);
    int length = sprintf(query, "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001"
                         "&price=40000&newClientOrderId=%s&recvWindow=5000&timestamp=%lld", id,
                         time.tv_sec * 1000LL + time.tv_nsec / 1000000);
    unsigned char digest[32];
    HMAC(EVP_sha256(), "s", 1, (unsigned char *)query, length, digest, NULL);
    length += sprintf(query + length, "&signature=");
    for (int i = 0; i < 32; i++) length += sprintf(query + length, "%02x", digest[i]);
    int size = sprintf(request, "POST /fapi/v1/order HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                       "X-MBX-APIKEY: k\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: %d\r\n\r\n%s", length, query);
    if (write(connection, request, size) != size) fail("the server has gone");
    size_t got = 0;
    for (char *body = NULL;;) {
      ssize_t more = read(connection, reply + got, sizeof reply - 1 - got);
      if (more <= 0) fail("the server has gone");
      reply[got += more] = 0;
      if (!body) body = strstr(reply, "\r\n\r\n");
      char *header = strstr(reply, "Content-Length: ");
      if (body && header && got >= body + 4 - reply + strtoul(header + 16, NULL, 10)) break;
    }
    if (!strstr(reply, id)) fail("that is another order");
  }
  printf("%ld\n", orders);
}
