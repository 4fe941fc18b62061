// Loaded before the C library (LD_PRELOAD) into a server or a database under test. It can
//   * keep in DISK_SHIM_SHADOW what a power cut would leave of DISK_SHIM_ROOT: a file's content
//     gets there when fsync or fdatasync finishes, and not before;
//   * write to DISK_SHIM_LOG, in the order in which they happened, which marks were written to a
//     file, which files were synchronised, and which marks were answered with 201;
//   * let writes below the root fail, as long as a file DISK_SHIM_FAULTS/enospc, erofs or eio
//     exists; a text in it says what the path has to contain; and let synchronising hang while
//     there is a file DISK_SHIM_FAULTS/hang;
//   * lie: with DISK_SHIM_SYNC=lies a synchronisation does nothing and reports success, and
//     DISK_SHIM_SQLITE=normal|off makes SQLite's synchronisation weaker than the server asks for.
// A mark is "mark-" and ten digits. Only libc is used, since databases are not written in C++.
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

constexpr char kMark[] = "mark-";
constexpr std::size_t kMarkSize = 15;

// A copy: PostgreSQL writes its process title over the environment that it was given.
char const* setting(char const* name)
{
    auto const* const value = std::getenv(name);
    return value != nullptr && *value != '\0' ? ::strdup(value) : nullptr;
}

char const* const root = setting("DISK_SHIM_ROOT");
char const* const shadow = setting("DISK_SHIM_SHADOW");
char const* const faults = setting("DISK_SHIM_FAULTS");
char const* const sqlite_level = setting("DISK_SHIM_SQLITE");
bool const lies =
    setting("DISK_SHIM_SYNC") != nullptr && std::strcmp(setting("DISK_SHIM_SYNC"), "lies") == 0;
int const log_file = [] {
    auto const* const path = setting("DISK_SHIM_LOG");
    return path == nullptr
               ? -1
               : static_cast<int>(::syscall(
                     SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666
                 ));
}();

template <class Function>
Function next(char const* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// One write to a file opened for appending: the kernel puts the lines in one order.
void note(char const* format, ...)
{
    if (log_file < 0) {
        return;
    }
    char line[PATH_MAX + 64];
    std::va_list arguments;
    va_start(arguments, format);
    auto const size = std::vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    ::syscall(SYS_write, log_file, line, static_cast<std::size_t>(size));
}

// The path of a regular file below the root; false for anything else.
bool watched(int descriptor, char (&path)[PATH_MAX])
{
    if (root == nullptr) {
        return false;
    }
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    auto const size = ::readlink(link, path, PATH_MAX - 1);
    if (size <= 0) {
        return false;
    }
    path[size] = '\0';
    return std::strncmp(path, root, std::strlen(root)) == 0;
}

template <class Each>
void each_mark(void const* bytes, std::size_t size, Each each)
{
    auto const* at = static_cast<char const*>(bytes);
    auto const* const end = at + size;
    while (at + kMarkSize <= end) {
        at = static_cast<char const*>(
            ::memmem(at, static_cast<std::size_t>(end - at), kMark, sizeof kMark - 1)
        );
        if (at == nullptr || at + kMarkSize > end) {
            return;
        }
        each(at);
        at += kMarkSize;
    }
}

void note_written(char const* path, void const* bytes, std::size_t size)
{
    if (log_file >= 0) {
        each_mark(bytes, size, [path](char const* mark) {
            note("written %.15s %s\n", mark, path);
        });
    }
}

// The errno of a fault that is switched on for the path, or 0.
int fault_of(char const* path, bool synchronising)
{
    struct Fault {
        char const* name;
        int error;
        bool when_synchronising;
    };
    constexpr Fault kFaults[] = {
        {"enospc", ENOSPC, false}, {"erofs", EROFS, false}, {"eio", EIO, true}
    };
    for (auto const& fault : kFaults) {
        char file[PATH_MAX];
        std::snprintf(file, sizeof file, "%s/%s", faults, fault.name);
        auto const descriptor =
            static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file, O_RDONLY | O_CLOEXEC, 0));
        if (descriptor < 0) {
            continue;
        }
        char part[256] = {};
        auto const size = ::syscall(SYS_read, descriptor, part, sizeof part - 1);
        ::syscall(SYS_close, descriptor);
        auto const meant = size <= 0 || std::strstr(path, part) != nullptr;
        if (meant && fault.when_synchronising == synchronising) {
            return fault.error;
        }
    }
    return 0;
}

bool fails(int descriptor, bool synchronising)
{
    char path[PATH_MAX];
    if (faults == nullptr || !watched(descriptor, path)) {
        return false;
    }
    auto const error = fault_of(path, synchronising);
    errno = error != 0 ? error : errno;
    return error != 0;
}

// Copies what the file holds now to its place in the shadow. One at a time, so that an older copy
// never overtakes a newer one.
void keep(int descriptor, char const* path)
{
    char twin[PATH_MAX];
    std::snprintf(twin, sizeof twin, "%s%s", shadow, path + std::strlen(root));
    auto const to =
        static_cast<int>(::syscall(SYS_openat, AT_FDCWD, twin, O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (to < 0) {
        return;
    }
    ::flock(to, LOCK_EX);
    // Through a descriptor of its own: the given one may not be open for reading.
    auto const from =
        static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0));
    auto const source = from >= 0 ? from : descriptor;
    static thread_local char block[128 * 1024];
    off_t at = 0;
    for (long size = 0; (size = ::syscall(SYS_pread64, source, block, sizeof block, at)) > 0;
         at += size) {
        ::syscall(SYS_pwrite64, to, block, static_cast<std::size_t>(size), at);
    }
    ::syscall(SYS_ftruncate, to, at);
    if (from >= 0) {
        ::syscall(SYS_close, from);
    }
    ::syscall(SYS_close, to);
}

// Where a name below the root has its twin; PostgreSQL's are relative to the root.
bool twin_of(char const* name, char (&twin)[PATH_MAX])
{
    char folder[PATH_MAX];
    if (root == nullptr) {
        return false;
    }
    if (*name == '/') {
        std::snprintf(twin, sizeof twin, "%s%s", shadow, name + std::strlen(root));
        return std::strncmp(name, root, std::strlen(root)) == 0;
    }
    std::snprintf(twin, sizeof twin, "%s/%s", shadow, name);
    return ::getcwd(folder, sizeof folder) != nullptr && std::strcmp(folder, root) == 0;
}

void hang()
{
    char file[PATH_MAX];
    std::snprintf(file, sizeof file, "%s/hang", faults);
    while (faults != nullptr && ::access(file, F_OK) == 0) {
        ::usleep(10'000);
    }
}

int synchronised(int descriptor, char const* name)
{
    hang();
    if (fails(descriptor, true)) {
        return -1;
    }
    char path[PATH_MAX];
    if (!watched(descriptor, path)) {
        return lies ? 0 : next<int (*)(int)>(name)(descriptor);
    }
    if (lies) {
        return 0;
    }
    note("begin %ld %s\n", ::syscall(SYS_gettid), path);
    auto const done = next<int (*)(int)>(name)(descriptor);
    struct stat about{};
    if (done == 0 && shadow != nullptr && ::fstat(descriptor, &about) == 0 &&
        S_ISREG(about.st_mode)) {
        keep(descriptor, path);
    }
    note("end %ld %s\n", ::syscall(SYS_gettid), path);
    return done;
}

void note_answered(void const* bytes, std::size_t size)
{
    if (log_file >= 0 && ::memmem(bytes, size, "HTTP/1.1 201", 12) != nullptr) {
        each_mark(bytes, size, [](char const* mark) { note("answered %.15s\n", mark); });
    }
}

void note_answered(msghdr const* message)
{
    if (log_file < 0) {
        return;
    }
    static thread_local char all[256 * 1024];
    std::size_t size = 0;
    for (std::size_t i = 0; i < message->msg_iovlen; ++i) {
        auto const& part = message->msg_iov[i];
        if (size + part.iov_len <= sizeof all) {
            std::memcpy(all + size, part.iov_base, part.iov_len);
            size += part.iov_len;
        }
    }
    note_answered(all, size);
}

}  // namespace

extern "C" {

// Marks are noted once the write is done, answers before they are sent: an order that is right in
// the log was right.
ssize_t pwrite64(int descriptor, void const* bytes, size_t size, off64_t at)
{
    if (fails(descriptor, false)) {
        return -1;
    }
    auto const done = next<ssize_t (*)(int, void const*, size_t, off64_t)>("pwrite64")(
        descriptor, bytes, size, at
    );
    char path[PATH_MAX];
    if (log_file >= 0 && done > 0 && watched(descriptor, path)) {
        note_written(path, bytes, static_cast<std::size_t>(done));
    }
    return done;
}

ssize_t pwrite(int descriptor, void const* bytes, size_t size, off_t at)
{
    return pwrite64(descriptor, bytes, size, at);
}

int fdatasync(int descriptor)
{
    return synchronised(descriptor, "fdatasync");
}

int fsync(int descriptor)
{
    return synchronised(descriptor, "fsync");
}

int rename(char const* from, char const* to)
{
    auto const done = next<int (*)(char const*, char const*)>("rename")(from, to);
    char twin_from[PATH_MAX];
    char twin_to[PATH_MAX];
    if (done == 0 && shadow != nullptr && twin_of(from, twin_from) && twin_of(to, twin_to)) {
        ::syscall(SYS_renameat, AT_FDCWD, twin_from, AT_FDCWD, twin_to);
    }
    return done;
}

ssize_t send(int descriptor, void const* bytes, size_t size, int flags)
{
    note_answered(bytes, size);
    return next<ssize_t (*)(int, void const*, size_t, int)>("send")(descriptor, bytes, size, flags);
}

ssize_t sendmsg(int descriptor, msghdr const* message, int flags)
{
    note_answered(message);
    return next<ssize_t (*)(int, msghdr const*, int)>("sendmsg")(descriptor, message, flags);
}

// SQLite's own switch, weakened behind the server's back.
int sqlite3_exec(
    void* database,
    char const* sql,
    int (*row)(void*, int, char**, char**),
    void* context,
    char** error
)
{
    using Exec = int (*)(void*, char const*, int (*)(void*, int, char**, char**), void*, char**);
    auto const exec = next<Exec>("sqlite3_exec");
    auto const done = exec(database, sql, row, context, error);
    if (done == 0 && sqlite_level != nullptr && std::strstr(sql, "synchronous") != nullptr) {
        char weaker[64];
        std::snprintf(weaker, sizeof weaker, "pragma synchronous = %s", sqlite_level);
        exec(database, weaker, nullptr, nullptr, nullptr);
    }
    return done;
}

}  // extern "C"
