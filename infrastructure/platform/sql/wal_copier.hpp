#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace upbeat::sql {

// Copies what was committed to SQLite's write-ahead log into the database file, on a thread of its
// own. SQLite would do it inside whichever commit makes the log long enough, and everybody who
// votes would wait tens of milliseconds. The log can start anew only if all of it was copied while
// nobody wrote, so when the thread has nearly caught up the writer copies the last pages itself.
// A copy never waits for readers. One that fails, or a log that a long read holds, is tried again
// when the log has grown by as much once more.
class WalCopier {
   public:
    explicit WalCopier(std::string path);
    ~WalCopier();
    WalCopier(WalCopier const&) = delete;
    WalCopier& operator=(WalCopier const&) = delete;

    // After every commit, with the pages that the log holds then. True when the connection that
    // committed is to copy the rest. For the one connection that writes, whichever thread has it.
    bool committed(int pages);

   private:
    enum class Phase : unsigned char { waiting, copying, nearly_done };

    void run();
    void copy(struct WalConnection& connection);

    std::string path_;
    std::atomic<int> pages_{0};
    std::atomic<Phase> phase_{Phase::waiting};
    int due_;  // pages
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;  // last: starts when everything above is there
};

}  // namespace upbeat::sql
