#pragma once

#include <functional>
#include <vector>

#include <upbeat/application/voting/vote_intent.hpp>

namespace upbeat::voting {

// The way from a request to the writer. Safe to call from any thread; never blocks.
class VoteQueue {
   public:
    // Called once, on the writer's thread, when the group's fate is durable; one result an intent.
    using Done = std::function<void(std::vector<Result<VoteReceipt>>)>;

    virtual ~VoteQueue() = default;

    // False if the queue is full or closing: nothing was taken, `done` will not be called.
    [[nodiscard]] virtual bool submit(VoteGroup group, Done done) = 0;
};

}  // namespace upbeat::voting
