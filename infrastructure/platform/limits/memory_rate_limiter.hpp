#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include <upbeat/application/platform/exact_rate_limiter.hpp>

namespace upbeat::platform {

// Counts in this node's memory. A principal that has its whole quota back is forgotten, so memory
// follows those who were active within their window. Safe to use from any thread.
class MemoryRateLimiter final : public ExactRateLimiter {
   public:
    // How many windows ahead a principal may be for what other nodes let through: see decide().
    explicit MemoryRateLimiter(int windows_of_debt = 0) : windows_of_debt_{windows_of_debt} {}

    LimitDecision take(LimitRule const& rule, std::string_view principal, Timestamp now) override;
    LimitDecision look(LimitRule const& rule, std::string_view principal, Timestamp now)
        const override;
    LimitDecision take_exactly(LimitRule const& rule, std::string_view principal, Timestamp now)
        override
    {
        return take(rule, principal, now);
    }

    // Takes over what another node knows, where that is more than is known here.
    void raise(LimitRule const& rule, std::string_view principal, Timestamp arrival);

    // Counted principals at this moment, over all rules.
    std::size_t size() const;

   private:
    // Two names with one hash would share a quota: at 64 bits nobody meets that by chance.
    using Key = std::uint64_t;

    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<Key, Timestamp> arrivals;
        std::size_t sweep_at = 1024;
    };
    static constexpr std::size_t kShards = 16;

    static void sweep(Shard& shard, Timestamp now);

    LimitDecision judge(Shard const& shard, Key key, Quota const& quota, Timestamp now) const;

    int windows_of_debt_;
    std::array<Shard, kShards> shards_;
};

}  // namespace upbeat::platform
