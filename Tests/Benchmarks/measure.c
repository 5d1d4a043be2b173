// Runs one program and prints what it cost: wall, user and system seconds, peak memory in KiB, and
// its wait status.
//
//   measure STDIN STDOUT PROGRAM [ARGUMENT...]      ("-" keeps the caller's standard input)
//
// Linux counts the memory of the process that forked into the peak of the program that it then
// executes. A Python parent would hide every program smaller than itself, so the fork happens here.
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

static void open_as(int descriptor, const char *path, int flags) {
  int file = open(path, flags, 0666);
  if (file < 0) err(127, "%s", path);
  dup2(file, descriptor);
  close(file);
}

int main(int count, char **arguments) {
  if (count < 4) errx(64, "usage: measure STDIN STDOUT PROGRAM [ARGUMENT...]");
  struct timespec start, end;
  struct rusage usage;
  int status;

  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child < 0) err(71, "fork");
  if (child == 0) {
    if (strcmp(arguments[1], "-") != 0) open_as(STDIN_FILENO, arguments[1], O_RDONLY);
    open_as(STDOUT_FILENO, arguments[2], O_WRONLY | O_CREAT | O_TRUNC);
    execvp(arguments[3], arguments + 3);
    err(127, "%s", arguments[3]);
  }
  if (wait4(child, &status, 0, &usage) < 0) err(71, "wait4");
  clock_gettime(CLOCK_MONOTONIC, &end);

  double wall = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
  printf("%.6f %.6f %.6f %ld %d\n", wall, seconds(usage.ru_utime), seconds(usage.ru_stime),
         usage.ru_maxrss, status);
}
