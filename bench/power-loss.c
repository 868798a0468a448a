/*
 * Writes down, in the order in which they happen, what a process does to SQLite's files and what it answers to its
 * clients, so that bench/power-loss.ts can put together what a loss of power would have left at any moment. Preloaded:
 *
 *   cc -shared -fPIC -O2 -o journal.so bench/power-loss.c -ldl
 *   LD_PRELOAD=journal.so POWER_LOSS_FOLDER=/data POWER_LOSS_JOURNAL=/tmp/journal node dist/cli/main.js
 *
 * A record: kind (1 byte), file (1 byte), 2 bytes of nothing, length (4), offset (8), then as many bytes as `length`.
 * An answer is written down before it is sent, a flush after it has come back: a reader is never told too much.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { DATABASE = 1, LOG = 2, MOST_FDS = 65536, MOST_OF_ANSWER = 8192 };

static unsigned char files[MOST_FDS];
static int journal = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void record(char kind, int file, uint64_t offset, const void *data, uint32_t length) {
  unsigned char head[16] = {(unsigned char)kind, (unsigned char)file};
  memcpy(head + 4, &length, 4);
  memcpy(head + 8, &offset, 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)data, length}};
  pthread_mutex_lock(&lock);
  if (syscall(SYS_writev, journal, parts, 2) != (long)(sizeof head + length)) abort();
  pthread_mutex_unlock(&lock);
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWER_LOSS_JOURNAL");
  if (path != NULL) journal = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ends(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

static void opened(int fd, const char *path) {
  const char *folder = getenv("POWER_LOSS_FOLDER");
  if (fd < 0 || fd >= MOST_FDS) return;
  files[fd] = 0;
  if (journal < 0 || folder == NULL || strncmp(path, folder, strlen(folder)) != 0) return;
  if (ends(path, "intunite.db")) files[fd] = DATABASE;
  if (ends(path, "intunite.db-wal")) files[fd] = LOG;
}

static int fileOf(int fd) { return fd >= 0 && fd < MOST_FDS ? files[fd] : 0; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                            \
  int name(const char *path, int flags, ...) {                \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    int mode = va_arg(rest, int);                             \
    va_end(rest);                                             \
    int fd = REAL(name)(path, flags, mode);                   \
    opened(fd, path);                                         \
    return fd;                                                \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (fd >= 0 && fd < MOST_FDS) files[fd] = 0;
  return (int)syscall(SYS_close, fd);
}

int unlink(const char *path) {
  const char *folder = getenv("POWER_LOSS_FOLDER");
  if (journal >= 0 && folder != NULL && strncmp(path, folder, strlen(folder)) == 0)
    record('U', ends(path, "intunite.db-wal") ? LOG : ends(path, "intunite.db") ? DATABASE : 0, 0, "", 0);
  return REAL(unlink)(path);
}

static void answered(const struct iovec *parts, int count) {
  static __thread char text[MOST_OF_ANSWER];
  size_t length = 0;
  if (journal < 0 || count < 1 || parts[0].iov_len < 10 || memcmp(parts[0].iov_base, "HTTP/1.1 2", 10) != 0) return;
  for (int i = 0; i < count && length < sizeof text; i += 1) {
    size_t n = parts[i].iov_len < sizeof text - length ? parts[i].iov_len : sizeof text - length;
    memcpy(text + length, parts[i].iov_base, n);
    length += n;
  }
  record('A', 0, 0, text, (uint32_t)length);
}

ssize_t write(int fd, const void *data, size_t length) {
  int file = fileOf(fd);
  struct iovec part = {(void *)data, length};
  if (file == 0) answered(&part, 1);
  else record('W', file, (uint64_t)lseek(fd, 0, SEEK_CUR), data, (uint32_t)length);
  return syscall(SYS_write, fd, data, length);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (fileOf(fd) != 0) abort();
  answered(parts, count);
  return syscall(SYS_writev, fd, parts, count);
}

#define PWRITE(name, type)                                                       \
  ssize_t name(int fd, const void *data, size_t length, type offset) {           \
    if (fileOf(fd) != 0) record('W', fileOf(fd), (uint64_t)offset, data, (uint32_t)length); \
    return REAL(name)(fd, data, length, offset);                                 \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, type)                                                     \
  int name(int fd, type length) {                                                \
    if (fileOf(fd) != 0) record('T', fileOf(fd), (uint64_t)length, "", 0);       \
    return REAL(name)(fd, length);                                               \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define FLUSH(name)                                                              \
  int name(int fd) {                                                             \
    int outcome = REAL(name)(fd);                                                \
    if (outcome == 0 && fileOf(fd) != 0) record('S', fileOf(fd), 0, "", 0);      \
    return outcome;                                                              \
  }
FLUSH(fsync)
FLUSH(fdatasync)
