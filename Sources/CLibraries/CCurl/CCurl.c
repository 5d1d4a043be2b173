#include "CCurl.h"

#include <curl/curl.h>
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/// 7.80.0, the first with CURLOPT_PREREQFUNCTION.
#define OLDEST_VERSION 0x075000

/// Every function of the library that is used.
///
/// Where the library is not linked in (TRADECTL_STATIC_CURL), they are looked up when a command first
/// talks to the network: it brings some thirty others with it, which a command that does not would
/// have to load as well.
#define FUNCTIONS(each)                                                              \
  each(CURLcode, global_init, (long))                                                \
  each(curl_version_info_data *, version_info, (CURLversion))                        \
  each(CURL *, easy_init, (void))                                                    \
  each(void, easy_cleanup, (CURL *))                                                 \
  each(CURLcode, easy_setopt, (CURL *, CURLoption, ...))                             \
  each(CURLcode, easy_getinfo, (CURL *, CURLINFO, ...))                              \
  each(const char *, easy_strerror, (CURLcode))                                      \
  each(CURLM *, multi_init, (void))                                                  \
  each(CURLMcode, multi_cleanup, (CURLM *))                                          \
  each(CURLMcode, multi_setopt, (CURLM *, CURLMoption, ...))                         \
  each(CURLMcode, multi_add_handle, (CURLM *, CURL *))                               \
  each(CURLMcode, multi_remove_handle, (CURLM *, CURL *))                            \
  each(CURLMcode, multi_perform, (CURLM *, int *))                                   \
  each(CURLMcode, multi_poll, (CURLM *, struct curl_waitfd *, unsigned, int, int *)) \
  each(CURLMsg *, multi_info_read, (CURLM *, int *))                                 \
  each(struct curl_slist *, slist_append, (struct curl_slist *, const char *))       \
  each(void, slist_free_all, (struct curl_slist *))

static struct {
#define MEMBER(result, name, arguments) result(*name) arguments;
  FUNCTIONS(MEMBER)
#undef MEMBER
} curl;

ccurl_opening ccurl_open(const char *name) {
  __typeof__(curl) found;
#ifdef TRADECTL_STATIC_CURL
  (void)name;
#define LOOK_UP(result, name, arguments) found.name = curl_##name;
#else
  // Looking up now what its thirty libraries call of each other would take some milliseconds more.
  void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return CCURL_MISSING;
#define LOOK_UP(result, name, arguments)                           \
  found.name = (result(*) arguments)dlsym(library, "curl_" #name); \
  if (!found.name) return CCURL_UNFIT;
#endif
  FUNCTIONS(LOOK_UP)
#undef LOOK_UP
  const curl_version_info_data *version = found.version_info(CURLVERSION_NOW);
  const int needed = CURL_VERSION_SSL | CURL_VERSION_LIBZ | CURL_VERSION_ASYNCHDNS;
  if (version->version_num < OLDEST_VERSION || (version->features & needed) != needed ||
      found.global_init(CURL_GLOBAL_DEFAULT)) {
    return CCURL_UNFIT;
  }
  curl = found;
  return CCURL_OPEN;
}

struct ccurl_lane {
  CURL *easy;
  // With a handle of its own a request can be given up at any time.
  CURLM *multi;
  struct curl_slist *headers;
  ccurl_callbacks callbacks;
  void *context;
  CURLcode result;
  char explanation[CURL_ERROR_SIZE];
};

// The library's way to call back.

static size_t body(char *bytes, size_t one, size_t count, void *lane) {
  const struct ccurl_lane *self = lane;
  // Another number than the one that is expected ends the transfer.
  return self->callbacks.body(self->context, bytes, one * count) ? one * count : one * count + 1;
}

static size_t header(char *bytes, size_t one, size_t count, void *lane) {
  const struct ccurl_lane *self = lane;
  return self->callbacks.header(self->context, bytes, one * count) ? one * count : one * count + 1;
}

static int before_request(void *lane, char *remote, char *local, int remote_port, int local_port) {
  (void)remote, (void)local, (void)remote_port, (void)local_port;
  const struct ccurl_lane *self = lane;
  return self->callbacks.before_request(self->context) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static curl_socket_t open_socket(void *lane, curlsocktype purpose, struct curl_sockaddr *place) {
  (void)purpose;
  const struct ccurl_lane *self = lane;
  return self->callbacks.open_socket(self->context, place->family, place->socktype,
                                     place->protocol, &place->addr);
}

static int close_socket(void *lane, curl_socket_t socket) {
  const struct ccurl_lane *self = lane;
  return self->callbacks.close_socket(self->context, socket);
}

ccurl_lane *ccurl_create(const ccurl_callbacks *callbacks, void *context) {
  ccurl_lane *lane = calloc(1, sizeof *lane);
  if (!lane) return NULL;
  lane->easy = curl.easy_init();
  lane->multi = curl.multi_init();
  lane->callbacks = *callbacks;
  lane->context = context;
  CURL *easy = lane->easy;
  bool is_set =
      easy && lane->multi &&
      !curl.multi_setopt(lane->multi, CURLMOPT_MAXCONNECTS, 1L) &&
      !curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, lane->explanation) &&
      !curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, body) &&
      !curl.easy_setopt(easy, CURLOPT_WRITEDATA, lane) &&
      !curl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, header) &&
      !curl.easy_setopt(easy, CURLOPT_HEADERDATA, lane) &&
      !curl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request) &&
      !curl.easy_setopt(easy, CURLOPT_PREREQDATA, lane) &&
      !curl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
      !curl.easy_setopt(easy, CURLOPT_OPENSOCKETDATA, lane) &&
      !curl.easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, close_socket) &&
      !curl.easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, lane) &&
      // Most of these are what the library does anyway; here it is said.
      !curl.easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) &&
      !curl.easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) &&
      !curl.easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
      !curl.easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS) &&
      !curl.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) &&
      !curl.easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) &&
      // Kerberos is a part of the library that may have been left out.
      !curl.easy_setopt(easy, CURLOPT_SOCKS5_AUTH, (long)CURLAUTH_BASIC) &&
      !curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  if (!is_set) {
    ccurl_destroy(lane);
    return NULL;
  }
  // Since 7.85: so are all protocols but these.
  curl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // Since 7.87: a name server that does not answer holds up nobody who has given up waiting.
  curl.easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  return lane;
}

void ccurl_destroy(ccurl_lane *lane) {
  if (lane->easy) curl.easy_cleanup(lane->easy);
  // The connection is the multi handle's.
  if (lane->multi) curl.multi_cleanup(lane->multi);
  curl.slist_free_all(lane->headers);
  free(lane);
}

bool ccurl_set_text(ccurl_lane *lane, ccurl_text option, const char *text) {
  static const CURLoption options[] = {
      [CCURL_URL] = CURLOPT_URL,
      [CCURL_USER_AGENT] = CURLOPT_USERAGENT,
      [CCURL_ACCEPT_ENCODING] = CURLOPT_ACCEPT_ENCODING,
      [CCURL_PROXY] = CURLOPT_PROXY,
      [CCURL_NO_PROXY] = CURLOPT_NOPROXY,
      [CCURL_METHOD] = CURLOPT_CUSTOMREQUEST,
      [CCURL_REQUEST_TARGET] = CURLOPT_REQUEST_TARGET,
  };
  return !curl.easy_setopt(lane->easy, options[option], text);
}

/// Whether a folder has its certificates under the hashes of their names, as TLS looks them up.
static bool is_hashed(const char *folder) {
  DIR *entries = opendir(folder);
  const struct dirent *entry;
  bool is_found = false;
  while (entries && !is_found && (entry = readdir(entries))) {
    size_t length = strlen(entry->d_name);
    is_found = length == 10 && !strcmp(entry->d_name + 8, ".0");
  }
  if (entries) closedir(entries);
  return is_found;
}

bool ccurl_set_authorities(ccurl_lane *lane, const char *file) {
  if (file) {
    return !curl.easy_setopt(lane->easy, CURLOPT_CAINFO, file) &&
           !curl.easy_setopt(lane->easy, CURLOPT_CAPATH, NULL);
  }
  // Reading the one file with all of them takes ten times as long as the rest of connecting. The
  // folder has the same certificates, of which only the one that is needed is read. Without the
  // folder the library keeps what it has read of the file.
  const char *folder = NULL;
  curl.easy_getinfo(lane->easy, CURLINFO_CAPATH, &folder);
  CURLoption other = folder && is_hashed(folder) ? CURLOPT_CAINFO : CURLOPT_CAPATH;
  return !curl.easy_setopt(lane->easy, other, NULL);
}

bool ccurl_set_number(ccurl_lane *lane, ccurl_number option, long number) {
  static const CURLoption options[] = {
      [CCURL_CONNECT_TIMEOUT_MILLISECONDS] = CURLOPT_CONNECTTIMEOUT_MS,
      [CCURL_FRESH_CONNECTION] = CURLOPT_FRESH_CONNECT,
  };
  return !curl.easy_setopt(lane->easy, options[option], number);
}

bool ccurl_set_body(ccurl_lane *lane, const void *bytes, size_t count) {
  // Without bytes the library would read them from standard input.
  return !curl.easy_setopt(lane->easy, CURLOPT_POST, 1L) &&
         !curl.easy_setopt(lane->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count) &&
         !curl.easy_setopt(lane->easy, CURLOPT_POSTFIELDS, count ? bytes : "");
}

bool ccurl_set_no_body(ccurl_lane *lane) {
  return !curl.easy_setopt(lane->easy, CURLOPT_HTTPGET, 1L);
}

bool ccurl_add_header(ccurl_lane *lane, const char *line) {
  struct curl_slist *longer = curl.slist_append(lane->headers, line);
  if (!longer) return false;
  lane->headers = longer;
  return true;
}

bool ccurl_begin(ccurl_lane *lane) {
  lane->explanation[0] = 0;
  lane->result = CURLE_OK;
  return !curl.easy_setopt(lane->easy, CURLOPT_HTTPHEADER, lane->headers) &&
         !curl.multi_add_handle(lane->multi, lane->easy);
}

ccurl_progress ccurl_perform(ccurl_lane *lane) {
  int running = 0, rest;
  if (curl.multi_perform(lane->multi, &running)) {
    lane->result = CURLE_OUT_OF_MEMORY;
    return CCURL_FAILED;
  }
  if (running) return CCURL_RUNNING;
  const CURLMsg *message = curl.multi_info_read(lane->multi, &rest);
  lane->result = message ? message->data.result : CURLE_FAILED_INIT;
  return lane->result ? CCURL_FAILED : CCURL_SUCCEEDED;
}

void ccurl_wait(ccurl_lane *lane, int milliseconds) {
  curl.multi_poll(lane->multi, NULL, 0, milliseconds, NULL);
}

void ccurl_end(ccurl_lane *lane) {
  curl.multi_remove_handle(lane->multi, lane->easy);
  curl.easy_setopt(lane->easy, CURLOPT_HTTPHEADER, NULL);
  curl.slist_free_all(lane->headers);
  lane->headers = NULL;
}

const char *ccurl_explanation(const ccurl_lane *lane) {
  return lane->explanation[0] ? lane->explanation : curl.easy_strerror(lane->result);
}

ccurl_facts ccurl_learn(ccurl_lane *lane) {
  ccurl_facts facts = {0};
  long version = 0;
  const struct {
    CURLINFO info;
    int64_t *time;
  } times[] = {
      {CURLINFO_NAMELOOKUP_TIME_T, &facts.looked_up}, {CURLINFO_CONNECT_TIME_T, &facts.connected},
      {CURLINFO_APPCONNECT_TIME_T, &facts.secured},   {CURLINFO_STARTTRANSFER_TIME_T, &facts.first_byte},
      {CURLINFO_TOTAL_TIME_T, &facts.total},
  };
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    curl_off_t time = 0;
    curl.easy_getinfo(lane->easy, times[i].info, &time);
    *times[i].time = time;
  }
  curl.easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &facts.status);
  curl.easy_getinfo(lane->easy, CURLINFO_HTTP_VERSION, &version);
  facts.is_version_2 = version == CURL_HTTP_VERSION_2_0;
  return facts;
}
