/* Loaded before libc: writes down every change of files under a folder, or lets the n-th call fail.
   A record is kind, length of path, offset, length of data (1, 2, 8, 4 bytes), path, data. tests/proofs/disk.py */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char root[2048];
static int out = -1, calls, hits, fail_at, fail_errno, fail_ever;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define ENTER pthread_mutex_lock(&one)
#define LEAVE(value) do { int e_ = errno; pthread_mutex_unlock(&one); errno = e_; return value; } while (0)

void disk_watch(const char *folder, const char *trace) {
    snprintf(root, sizeof root, "%s/", folder);
    out = trace && *trace ? (int)syscall(SYS_openat, AT_FDCWD, trace, O_CREAT | O_WRONLY | O_TRUNC, 0600) : -1;
}
void disk_fail(int at, int error, int ever) { calls = hits = 0; fail_errno = error; fail_ever = ever; fail_at = at; }
int disk_mend(void) { fail_at = 0; return hits; }

static int ours(const char *path) {
    size_t length = strlen(path);
    if (!*root || strncmp(path, root, strlen(root) - 1)) return 0;
    return length < 4 || strcmp(path + length - 4, "-shm");
}
static int path_of(int fd, char *path) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = *root ? readlink(link, path, 2047) : -1;
    path[length < 0 ? 0 : length] = 0;
    return ours(path);
}
static int fails(void) {
    calls++;
    if (!fail_at || (calls != fail_at && !(fail_ever && calls > fail_at))) return 0;
    hits++;
    errno = fail_errno;
    return 1;
}
static void put(const void *data, size_t size) {
    if (syscall(SYS_write, out, data, size) != (long)size) _exit(99);
}
static void note(char kind, const char *path, uint64_t offset, const void *data, uint32_t size) {
    uint16_t length = strlen(path);
    if (out < 0) return;
    put(&kind, 1), put(&length, 2), put(&offset, 8), put(&size, 4), put(path, length), put(data, size);
}

#define PWRITE(name) ssize_t name(int fd, const void *data, size_t size, off_t at) { \
    REAL(name); char path[2048]; \
    if (!path_of(fd, path)) return real(fd, data, size, at); \
    ENTER; ssize_t done = fails() ? -1 : real(fd, data, size, at); \
    if (done > 0) note('W', path, at, data, done); \
    LEAVE(done); }
PWRITE(pwrite)
PWRITE(pwrite64)
ssize_t write(int fd, const void *data, size_t size) {
    REAL(write); char path[2048];
    if (!path_of(fd, path)) return real(fd, data, size);
    ENTER; ssize_t done = fails() ? -1 : real(fd, data, size);
    if (done > 0) note('W', path, lseek(fd, 0, SEEK_CUR) - done, data, done);
    LEAVE(done);
}
#define SYNC(name) int name(int fd) { \
    REAL(name); char path[2048]; \
    if (!path_of(fd, path)) return real(fd); \
    ENTER; int done = fails() ? -1 : real(fd); \
    if (!done) note('S', path, 0, "", 0); \
    LEAVE(done); }
SYNC(fsync)
SYNC(fdatasync)
#define TRUNCATE(name) int name(int fd, off_t size) { \
    REAL(name); char path[2048]; \
    if (!path_of(fd, path)) return real(fd, size); \
    ENTER; int done = fails() ? -1 : real(fd, size); \
    if (!done) note('T', path, size, "", 0); \
    LEAVE(done); }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)
#define OPEN(name) int name(const char *path, int flags, ...) { \
    REAL(name); va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
    if (!(flags & (O_CREAT | O_TRUNC)) || !ours(path)) return real(path, flags, mode); \
    ENTER; int is_new = access(path, F_OK); int fd = fails() ? -1 : real(path, flags, mode); \
    if (fd >= 0 && is_new) note('C', path, 0, "", 0); \
    if (fd >= 0 && !is_new && (flags & O_TRUNC)) note('T', path, 0, "", 0); \
    LEAVE(fd); }
OPEN(open)
OPEN(open64)
int unlink(const char *path) {
    REAL(unlink);
    if (!ours(path)) return real(path);
    ENTER; int done = fails() ? -1 : real(path);
    if (!done) note('U', path, 0, "", 0);
    LEAVE(done);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (!ours(path)) return real(path, mode);
    ENTER; int done = fails() ? -1 : real(path, mode);
    if (!done) note('D', path, 0, "", 0);
    LEAVE(done);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    if (!ours(from)) return real(from, to);
    ENTER; int done = fails() ? -1 : real(from, to);
    if (!done) note('R', from, 0, to, strlen(to));
    LEAVE(done);
}
