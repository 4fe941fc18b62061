#include <upbeat/domain/voting/network_counts.hpp>

#include <upbeat/domain/voting/digest.hpp>
#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::voting {

void NetworkCounts::start_day(std::int32_t day)
{
    if (day > day_) {
        day_ = day;
        counts_.clear();
    }
}

void NetworkCounts::count(std::uint64_t network, Timestamp at)
{
    start_day(day_of(at));
    if (network != 0 && day_of(at) == day_) {
        ++counts_[network];
    }
}

void NetworkCounts::restore(std::int32_t day, std::uint64_t network, std::uint32_t count)
{
    start_day(day);
    if (day == day_) {
        counts_[network] = count;
    }
}

std::int64_t NetworkCounts::of(std::uint64_t network, Timestamp at) const
{
    if (day_of(at) != day_) {
        return 0;
    }
    auto const found = counts_.find(network);
    return found == counts_.end() ? 0 : std::int64_t{found->second};
}

std::uint64_t NetworkCounts::digest() const
{
    std::uint64_t sum = 0;  // of no order, as the table has none
    for (auto const& [network, count] : counts_) {
        sum += Digest{}.add(network).add(count).value();
    }
    return Digest{}.add(day_).add(sum).value();
}

}  // namespace upbeat::voting
