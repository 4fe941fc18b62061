#include <upbeat/infrastructure/voting/ledger_follower.hpp>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace upbeat::voting {
namespace {

constexpr std::size_t kMostOfOneWriter = 4'096;

// Numbers are taken in order, but their transactions may commit in another one.
constexpr std::int32_t kLateNumbers = 256;

}  // namespace

LedgerFollower::LedgerFollower(Parts const& parts, std::int32_t own, WriterPositions known)
    : parts_{parts}, own_{own}, positions_{std::move(known)}
{
    positions_.erase(own_);
}

std::size_t LedgerFollower::poll()
{
    find_writers();
    std::size_t folded = 0;
    std::vector<LedgerEntry> entries;
    do {
        entries = parts_.ledger.news(positions_, kMostOfOneWriter);
        if (!entries.empty()) {
            parts_.state.fold(entries);
        }
        for (auto const& entry : entries) {
            positions_[entry.writer] = std::max(positions_[entry.writer], entry.seq);
        }
        folded += entries.size();
    } while (entries.size() >= kMostOfOneWriter);
    return folded;
}

void LedgerFollower::find_writers()
{
    auto const greatest = positions_.empty() ? 0 : positions_.rbegin()->first;
    for (auto const writer : parts_.writers.given(std::max(0, greatest - kLateNumbers))) {
        if (writer != own_) {
            positions_.try_emplace(writer, std::numeric_limits<std::int64_t>::min());
        }
    }
}

}  // namespace upbeat::voting
