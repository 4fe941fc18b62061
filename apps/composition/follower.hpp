#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include <upbeat/application/contracts/events.hpp>
#include <upbeat/apps/composition/backend.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/voting/change_follower.hpp>
#include <upbeat/infrastructure/voting/ledger_follower.hpp>
#include <upbeat/infrastructure/voting/poller.hpp>

namespace upbeat::apps {

// What Backend::load left to the follower.
struct Loaded {
    Timestamp since{};               // an instant before it
    std::uint64_t checkpointed = 0;  // votes that it found in a checkpoint
};

// Keeps what this node has in memory in step with the database that other nodes and commands write
// to: votes, items, agents, keys. It looks at once at what it is woken for, and at everything every
// quarter of a second, or every half while others tell of what they do. One thread.
class Follower {
   public:
    // Told once of each change that a look found, this node's own too.
    using OnChange = std::function<void(contracts::Event const&)>;

    Follower(Backend& backend, Loaded loaded, platform::Log& log, OnChange on_change);
    Follower(Follower const&) = delete;
    Follower& operator=(Follower const&) = delete;

    // Safe to call from any thread.
    void wake(platform::Topics topics) { poller_.wake(topics); }
    void rely_on_notices(bool flowing) { told_.store(flowing, std::memory_order_relaxed); }

    void stop() { poller_.stop(); }

   private:
    // When each object that was told lately had changed: looks overlap.
    using Told = std::unordered_map<std::int64_t, Timestamp>;

    static bool is_new(Told& told, std::int64_t num, Timestamp changed_at);
    void follow_items(Timestamp now);
    void follow_agents(Timestamp now);
    void keep_house();

    Backend& backend_;
    OnChange on_change_;
    voting::LedgerFollower ledger_;
    voting::ChangeFollower changes_;
    std::atomic<bool> told_{false};
    Told items_;
    Told agents_;
    Timestamp cleaned_{};
    voting::Poller poller_;  // last: its thread uses all of the above
};

}  // namespace upbeat::apps
