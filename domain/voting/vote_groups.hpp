#pragma once

#include <cstdint>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/hourly_cells.hpp>

namespace upbeat::voting {

// What one entry of the ledger moved: its item, of all time, just before and with the entry alone.
// Ranks count from 1 among the live items of the kind.
struct VoteEffect {
    WindowTally before{};
    WindowTally after{};
    std::int64_t rank_before = 0;
    std::int64_t rank_after = 0;
    std::int64_t trending_rank_before = 0;
    std::int64_t trending_rank_after = 0;
};

struct VoteSum {
    std::int64_t up = 0;
    std::int64_t down = 0;
    std::int64_t weighted = 0;  // ten-thousandths, downs negative

    std::int64_t count() const { return up + down; }
    bool empty() const { return up == 0 && down == 0 && weighted == 0; }
    void add(bool down_vote, std::int64_t weight, std::int64_t times)
    {
        (down_vote ? down : up) += times;
        weighted += (down_vote ? -weight : weight) * times;
    }
};

// The votes of one item by what became of them. full, reduced and guests make up the whole; halved,
// below_floor and bootstrap are parts of it; set_aside stands beside it.
struct VoteGroups {
    struct Bucket {
        Hour hour = 0;  // the first one
        VoteSum sum{};
    };

    VoteSum full{};         // weight 1
    VoteSum reduced{};      // less
    VoteSum guests{};       // nothing
    VoteSum halved{};       // their voters were flagged
    VoteSum below_floor{};  // so light that only the owner's cap explains it
    VoteSum bootstrap{};
    VoteSum set_aside{};  // quarantined and voided, with the weight they would have
    std::vector<Bucket> buckets{};
};

}  // namespace upbeat::voting
