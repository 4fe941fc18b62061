#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include <upbeat/domain/voting/hourly_cells.hpp>
#include <upbeat/domain/voting/past_vote.hpp>

namespace upbeat::voting {

// A cell as it stood at some instant, made of the changes up to then.
struct PastCell : HourlyCell {
    void add(PastVote const& vote)
    {
        auto const back = vote.has(PastVote::kTakesBack);
        // Unsigned on purpose, as in Tally.
        auto const step = back ? ~0U : 1U;
        auto const against = vote.has(PastVote::kDown);
        (against ? down : up) += step;
        guests += vote.has(PastVote::kGuest) ? step : 0U;
        auto const weight = static_cast<std::int64_t>(vote.weight);
        weighted += against != back ? -weight : weight;
    }
};

// Calls `take` with every cell up to the hour `last` that was not empty at `at`, in ascending hour.
// The votes must be those of one item, in the order of their hours.
template <class Cell, class Take>
void each_past_cell(std::span<PastVote const> votes, Hour last, Timestamp at, Take&& take)
{
    auto const micros = to_micros(at);
    std::size_t next = 0;
    while (next < votes.size() && static_cast<Hour>(votes[next].hour) <= last) {
        auto const hour = votes[next].hour;
        Cell cell{};
        cell.hour = static_cast<Hour>(hour);
        auto const elapsed = micros - to_micros(start_of_hour(cell.hour));
        for (; next < votes.size() && votes[next].hour == hour; ++next) {
            if (static_cast<std::int64_t>(votes[next].delay) <= elapsed) {
                cell.add(votes[next]);
            }
        }
        if (!cell.empty()) {
            take(std::as_const(cell));
        }
    }
}

}  // namespace upbeat::voting
