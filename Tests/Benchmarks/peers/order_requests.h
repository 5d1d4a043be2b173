// Signed requests over one socket, with nothing parsed but the length of the reply.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int connection;

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static void connect_to(const char *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons(atoi(port))};
  int one = 1;
  connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(connection, (struct sockaddr *)&address, sizeof address)) fail("no server");
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

// Posts `form` (with room for more behind it) with the time and a signature; the reply has to have `id`.
static void post(const char *path, char *form, int length, const char *id) {
  static char request[16384], reply[65536];
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  length += sprintf(form + length, "&recvWindow=5000&timestamp=%lld",
                    time.tv_sec * 1000LL + time.tv_nsec / 1000000);
  unsigned char digest[32];
  HMAC(EVP_sha256(), "s", 1, (unsigned char *)form, length, digest, NULL);
  length += sprintf(form + length, "&signature=");
  for (int i = 0; i < 32; i++) length += sprintf(form + length, "%02x", digest[i]);
  int size = sprintf(request, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                     "X-MBX-APIKEY: k\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     "Content-Length: %d\r\n\r\n%s", path, length, form);
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
