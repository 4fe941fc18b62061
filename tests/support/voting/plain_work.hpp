#pragma once

#include <upbeat/application/voting/unit_of_work.hpp>

namespace upbeat::testing {

// No storage, so nothing to roll back: runs the work, then what follows.
class PlainWork final : public voting::UnitOfWork {
   public:
    Result<void> run(std::function<Result<void>()> const& work, std::function<void()> const& then)
        override
    {
        UPBEAT_CHECK(work());
        if (then) {
            then();
        }
        return {};
    }
};

}  // namespace upbeat::testing
