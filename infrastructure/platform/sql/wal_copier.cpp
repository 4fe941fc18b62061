#include <utility>

#include <soci/sqlite3/soci-sqlite3.h>

#include "wal_copier.hpp"

namespace upbeat::sql {

using namespace sqlite_api;

namespace {

constexpr int kDue = 4'000;  // pages of 4 KiB
// What the writer may copy: about a millisecond.
constexpr int kRest = 400;
// The writer goes on meanwhile, so each copy leaves less to do than the one before.
constexpr int kMostCopies = 8;

}  // namespace

// The thread's own connection; opened when there is something to copy.
struct WalConnection {
    sqlite3* handle = nullptr;

    ~WalConnection() { (void)sqlite3_close(handle); }

    bool open(std::string const& path)
    {
        return handle != nullptr ||
               (sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr) ==
                    SQLITE_OK &&
                sqlite3_exec(handle, "pragma synchronous = full", nullptr, nullptr, nullptr) ==
                    SQLITE_OK);
    }

    // How many pages of the log are in the database now; negative for a failure.
    int copy() const
    {
        int copied = -1;
        auto const code =
            sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &copied);
        return code == SQLITE_OK ? copied : -1;
    }
};

WalCopier::WalCopier(std::string path)
    : path_{std::move(path)}, due_{kDue}, thread_{[this] { run(); }}
{
}

WalCopier::~WalCopier()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool WalCopier::committed(int pages)
{
    auto const before = pages_.exchange(pages);
    if (pages < before) {
        due_ = kDue;  // the log has started anew
    }
    if (pages < due_ || phase_ == Phase::copying) {
        return false;
    }
    if (phase_ == Phase::nearly_done) {
        phase_ = Phase::waiting;
        due_ = pages + kDue;
        return true;
    }
    {
        std::lock_guard const lock{mutex_};
        phase_ = Phase::copying;
    }
    changed_.notify_all();
    return false;
}

void WalCopier::run()
{
    WalConnection connection;
    std::unique_lock lock{mutex_};
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || phase_ == Phase::copying; });
        if (stopping_) {
            return;
        }
        lock.unlock();
        copy(connection);
        phase_ = Phase::nearly_done;
        lock.lock();
    }
}

void WalCopier::copy(WalConnection& connection)
{
    if (!connection.open(path_)) {
        return;
    }
    auto copied = 0;
    for (auto copies = 0; copies < kMostCopies && pages_ - copied > kRest; ++copies) {
        auto const now = connection.copy();
        if (now <= copied) {
            return;
        }
        copied = now;
    }
}

}  // namespace upbeat::sql
