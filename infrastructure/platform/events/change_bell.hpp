#pragma once

#include <atomic>

#include <upbeat/infrastructure/platform/events/notice.hpp>

namespace upbeat::platform {

// Where whoever committed something says so; ChangeNotices passes it on to the other nodes. Between
// two of its turns any number of calls are one. Safe to call from any thread; about ten
// nanoseconds, and a system call for the first one after a turn. Does nothing for a program that
// tells nobody.
class ChangeBell {
   public:
    ChangeBell();
    ~ChangeBell();
    ChangeBell(ChangeBell const&) = delete;
    ChangeBell& operator=(ChangeBell const&) = delete;

    void tell(Topics changed) noexcept;
    void tell(Topic changed) noexcept { tell(topics(changed)); }

    // What was told since the last call.
    Topics take() noexcept;
    // Wakes whoever waits for the descriptor, with nothing to tell.
    void wake() noexcept;
    // Readable when there is something to take.
    int descriptor() const { return descriptor_; }

   private:
    std::atomic<Topics> told_{kNoTopic};
    int descriptor_;
};

}  // namespace upbeat::platform
