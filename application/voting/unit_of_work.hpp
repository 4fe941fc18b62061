#pragma once

#include <functional>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

// Makes storage calls of one thread commit together. Safe to use from any thread.
class UnitOfWork {
   public:
    virtual ~UnitOfWork() = default;

    // Runs `work`; an error from it rolls everything back. It may run again if the storage says so,
    // so it changes nothing but the storage. `then` runs once, after the outermost commit, and must
    // not throw: the place for changes of memory.
    virtual Result<void> run(
        std::function<Result<void>()> const& work, std::function<void()> const& then = {}
    ) = 0;
};

}  // namespace upbeat::voting
