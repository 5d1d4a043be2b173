/*
 * Makes the system fail under a program, at a chosen call: LD_PRELOAD=faults.so program.
 *
 * It counts the calls that leave a trace outside of the process (what is written, synced, renamed,
 * cut, sent and received) and acts on the one that is asked for. Variables:
 *
 *   FAULT_LOG=path     appends a line for each counted call: its number, name and file, and the
 *                      beginning of what is sent
 *   FAULT_AT=n         the call that the fault befalls, from 1
 *   FAULT_DO=...       kill_before, kill_after: SIGKILL to the whole process
 *                      kill_half: half of what is written or sent gets through, then SIGKILL
 *                      half: half of it gets through, and the call says so
 *                      fail: it fails with FAULT_ERROR (a number), and nothing gets through
 *                      fail_always: so does every counted call of the same name from there on
 *   FAULT_ONLY=a,b     only calls of these names are counted
 *   FAULT_CLOCK=n      the time of day is n seconds later, or earlier
 *
 * The variables are taken away at the start, so that what the program starts is left alone.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum fault { NONE, KILL_BEFORE, KILL_AFTER, KILL_HALF, HALF, FAIL, FAIL_ALWAYS };

static const char *const fault_names[] = {
    "", "kill_before", "kill_after", "kill_half", "half", "fail", "fail_always"};

static atomic_long count;
static long at;
static enum fault asked;
static int error_number;
static char only[256];
static char failing[32];
static int log_file = -1;
static long clock_shift;
static pid_t process;

static const char *take(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

__attribute__((constructor)) static void start(void) {
  at = atol(take("FAULT_AT"));
  for (int index = NONE; index <= FAIL_ALWAYS; index++) {
    if (strcmp(take("FAULT_DO"), fault_names[index]) == 0) asked = index;
  }
  error_number = atoi(take("FAULT_ERROR"));
  snprintf(only, sizeof only, "%s", take("FAULT_ONLY"));
  clock_shift = atol(take("FAULT_CLOCK"));
  if (*take("FAULT_LOG")) {
    int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
    log_file = (int)syscall(SYS_openat, AT_FDCWD, take("FAULT_LOG"), flags, 0600);
  }
  process = getpid();
  const char *const names[] = {"LD_PRELOAD", "FAULT_AT",    "FAULT_DO", "FAULT_ERROR",
                               "FAULT_ONLY", "FAULT_CLOCK", "FAULT_LOG"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++) unsetenv(names[index]);
}

static void die(void) {
  syscall(SYS_kill, process, SIGKILL);
  for (;;) pause();
}

static int is_counted(const char *name) {
  if (!*only) return 1;
  size_t length = strlen(name);
  for (const char *word = only; *word;) {
    size_t size = strcspn(word, ",");
    if (size == length && memcmp(word, name, size) == 0) return 1;
    word += size + (word[size] == ',');
  }
  return 0;
}

/* The beginning of what this thread is about to send. */
static _Thread_local const char *words;
static _Thread_local int words_length;

static void note(long number, const char *name, int file, const char *path) {
  char link[64], target[512] = "", line[704];
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = syscall(SYS_readlink, link, target, sizeof target - 1);
    target[length > 0 ? length : 0] = 0;
    path = target;
  }
  int shown = words_length < 60 ? words_length : 60;
  const char *feed = shown > 0 ? memchr(words, '\n', (size_t)shown) : NULL;
  if (feed) shown = (int)(feed - words);
  int length = snprintf(line, sizeof line, "%ld %s %s%s%.*s\n", number, name, path,
                        shown > 0 ? " " : "", shown, shown > 0 ? words : "");
  syscall(SYS_write, log_file, line, (size_t)length);
}

/* Counts a call and says what befalls it; does not come back from KILL_BEFORE. */
static enum fault meet(const char *name, int file, const char *path) {
  int former = errno;
  enum fault fault = NONE;
  if (getpid() == process && is_counted(name)) {
    long number = atomic_fetch_add(&count, 1) + 1;
    if (log_file >= 0) note(number, name, file, path);
    if (number == at) {
      fault = asked;
      if (fault == FAIL_ALWAYS) snprintf(failing, sizeof failing, "%s", name);
    } else if (*failing && strcmp(failing, name) == 0) {
      fault = FAIL_ALWAYS;
    }
  }
  if (fault == KILL_BEFORE) die();
  errno = former;
  return fault;
}

static int fails(enum fault fault) {
  if (fault != FAIL && fault != FAIL_ALWAYS) return 0;
  errno = error_number;
  return 1;
}

static void finish(enum fault fault) {
  if (fault == KILL_AFTER || fault == KILL_HALF) die();
}

static int is_socket(int file) {
  struct stat status;
  int former = errno;
  int found = fstat(file, &status) == 0 && S_ISSOCK(status.st_mode);
  errno = former;
  return found;
}

/* The part of a length that gets through. */
static size_t part(enum fault fault, size_t length) {
  return (fault == HALF || fault == KILL_HALF) && length > 1 ? length / 2 : length;
}

/* A call that moves nothing but says whether it succeeded. */
#define PLAIN(name, file, path, call)             \
  do {                                            \
    enum fault fault = meet(name, file, path);    \
    if (fails(fault)) return -1;                  \
    int result = (int)(call);                     \
    finish(fault);                                \
    return result;                                \
  } while (0)

/* A call that moves bytes; `size` is what gets through. */
#define MOVING(name, file, length, call)          \
  do {                                            \
    enum fault fault = meet(name, file, NULL);    \
    words_length = 0;                             \
    if (fails(fault)) return -1;                  \
    size_t size = part(fault, length);            \
    (void)size;                                   \
    ssize_t result = (call);                      \
    finish(fault);                                \
    return result;                                \
  } while (0)

ssize_t write(int file, const void *bytes, size_t length) {
  MOVING("write", file, length, syscall(SYS_write, file, bytes, size));
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t place) {
  MOVING("pwrite", file, length, syscall(SYS_pwrite64, file, bytes, size, place));
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t place) {
  return pwrite64(file, bytes, length, place);
}

ssize_t writev(int file, const struct iovec *parts, int parts_count) {
  MOVING("writev", file, 0, syscall(SYS_writev, file, parts, parts_count));
}

static void say(const void *bytes, size_t length) {
  words = bytes;
  words_length = length < 60 ? (int)length : 60;
}

ssize_t send(int file, const void *bytes, size_t length, int flags) {
  say(bytes, length);
  MOVING("send", file, length, syscall(SYS_sendto, file, bytes, size, flags, NULL, 0));
}

ssize_t sendto(int file, const void *bytes, size_t length, int flags,
               const struct sockaddr *address, socklen_t address_length) {
  MOVING("sendto", file, length,
         syscall(SYS_sendto, file, bytes, size, flags, address, address_length));
}

ssize_t sendmsg(int file, const struct msghdr *message, int flags) {
  MOVING("sendmsg", file, 0, syscall(SYS_sendmsg, file, message, flags));
}

ssize_t recv(int file, void *bytes, size_t length, int flags) {
  MOVING("recv", file, length, syscall(SYS_recvfrom, file, bytes, length, flags, NULL, NULL));
}

ssize_t recvfrom(int file, void *bytes, size_t length, int flags, struct sockaddr *address,
                 socklen_t *address_length) {
  MOVING("recvfrom", file, length,
         syscall(SYS_recvfrom, file, bytes, length, flags, address, address_length));
}

ssize_t recvmsg(int file, struct msghdr *message, int flags) {
  MOVING("recvmsg", file, 0, syscall(SYS_recvmsg, file, message, flags));
}

/* Reading a file leaves no trace; reading a connection takes what nobody can read again. */
ssize_t read(int file, void *bytes, size_t length) {
  if (!is_socket(file)) return syscall(SYS_read, file, bytes, length);
  MOVING("read", file, length, syscall(SYS_read, file, bytes, length));
}

int fsync(int file) { PLAIN("fsync", file, NULL, syscall(SYS_fsync, file)); }

int fdatasync(int file) { PLAIN("fdatasync", file, NULL, syscall(SYS_fdatasync, file)); }

int ftruncate64(int file, off64_t length) {
  PLAIN("ftruncate", file, NULL, syscall(SYS_ftruncate, file, length));
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int rename(const char *from, const char *to) {
  PLAIN("rename", -1, to, syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int unlink(const char *path) { PLAIN("unlink", -1, path, syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }

/* The time of day; other clocks run as they do. */

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += clock_shift;
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec time;
  int result = clock_gettime(CLOCK_REALTIME, &time);
  (void)zone;
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;
  return result;
}

time_t time(time_t *place) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (place) *place = now.tv_sec;
  return now.tv_sec;
}
