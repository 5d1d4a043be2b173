#pragma once

// The library's own header is not shown to Swift: it brings declarations of the system along, which
// would then seem to be this module's.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The library, as every distribution names it.
#define CCURL_LIBRARY "libcurl.so.4"

/// What came of opening the library.
typedef enum ccurl_opening {
  CCURL_OPEN,
  /// There is no such file, or one that it needs is not there.
  CCURL_MISSING,
  /// It lacks functions, TLS or gzip, or is older than 7.80, which cannot be kept from sending a
  /// request twice.
  CCURL_UNFIT,
} ccurl_opening;

/// Opens the library, or takes the one that is linked in, and prepares it; all of what follows takes
/// an open one for granted.
///
/// Not for several threads at once.
ccurl_opening ccurl_open(const char *library);

/// One connection to one place, and one request at a time over it.
typedef struct ccurl_lane ccurl_lane;

/// What is called while a request is under way, and when a connection is closed later.
typedef struct ccurl_callbacks {
  /// Takes bytes of the body, or one line of the head; false ends the transfer.
  bool (*body)(void *context, const void *bytes, size_t count);
  bool (*header)(void *context, const void *bytes, size_t count);
  /// The connection stands, and the request goes out next; false ends the transfer instead.
  bool (*before_request)(void *context);
  /// Makes a socket for an address, a struct sockaddr; -1 refuses.
  int (*open_socket)(void *context, int family, int type, int protocol, const void *address);
  int (*close_socket)(void *context, int socket);
} ccurl_callbacks;

/// NULL without memory or descriptors.
ccurl_lane *ccurl_create(const ccurl_callbacks *callbacks, void *context);
/// Closes the connection.
void ccurl_destroy(ccurl_lane *lane);

typedef enum ccurl_text {
  CCURL_URL,
  CCURL_USER_AGENT,
  CCURL_ACCEPT_ENCODING,
  CCURL_PROXY,
  CCURL_NO_PROXY,
  CCURL_METHOD,
  CCURL_REQUEST_TARGET,
} ccurl_text;
/// The text is copied.
bool ccurl_set_text(ccurl_lane *lane, ccurl_text option, const char *text);

/// Trusts what is in a file and nothing else; NULL for what the system trusts.
bool ccurl_set_authorities(ccurl_lane *lane, const char *file);

typedef enum ccurl_number {
  CCURL_CONNECT_TIMEOUT_MILLISECONDS,
  CCURL_FRESH_CONNECTION,
} ccurl_number;
bool ccurl_set_number(ccurl_lane *lane, ccurl_number option, long number);

/// A request with a body, which may be empty; it has to stay where it is until the request ends.
bool ccurl_set_body(ccurl_lane *lane, const void *bytes, size_t count);
/// A request without one.
bool ccurl_set_no_body(ccurl_lane *lane);

/// Adds a line to the head of the next request, of which it makes a copy.
bool ccurl_add_header(ccurl_lane *lane, const char *line);

typedef enum ccurl_progress {
  CCURL_RUNNING,
  CCURL_SUCCEEDED,
  CCURL_FAILED,
} ccurl_progress;

/// Begins with the request that has been set.
bool ccurl_begin(ccurl_lane *lane);
/// Does what can be done without waiting.
ccurl_progress ccurl_perform(ccurl_lane *lane);
/// Waits until there is something to do.
void ccurl_wait(ccurl_lane *lane, int milliseconds);
/// Ends the request wherever it is; its headers are forgotten.
void ccurl_end(ccurl_lane *lane);
/// Why the last request failed; stays until the next one begins.
const char *ccurl_explanation(const ccurl_lane *lane);

/// What is known of the last request; times are in microseconds from its beginning.
typedef struct ccurl_facts {
  long status;
  bool is_version_2;
  int64_t looked_up;
  int64_t connected;
  int64_t secured;
  int64_t first_byte;
  int64_t total;
} ccurl_facts;
ccurl_facts ccurl_learn(ccurl_lane *lane);
