#pragma once

#include <cstddef>
#include <vector>

#include <upbeat/domain/voting/trending_score.hpp>

namespace upbeat::voting {

// What TrendingEpoch gives for each of the last two years' hours, looked up instead of worked out:
// for passes over many cells.
class HourFactors {
   public:
    explicit HourFactors(Hour hour) : epoch_{TrendingEpoch::at(hour)}, last_{hour}
    {
        constexpr Hour kRecent = 2 * 365 * 24;
        recent_.reserve(kRecent);
        for (Hour back = 0; back < kRecent; ++back) {
            recent_.push_back(epoch_.factor(hour - back));
        }
    }

    TrendingEpoch epoch() const { return epoch_; }

    // Of an hour that is not later than the one given first.
    double of(Hour hour) const
    {
        auto const back = static_cast<std::size_t>(last_ - hour);
        return back < recent_.size() ? recent_[back] : epoch_.factor(hour);
    }

   private:
    TrendingEpoch epoch_;
    Hour last_;
    std::vector<double> recent_;
};

}  // namespace upbeat::voting
