#include <upbeat/infrastructure/voting/ledger_follower.hpp>

#include <algorithm>
#include <limits>

#include <upbeat/application/voting/mend_voters.hpp>

namespace upbeat::voting {
namespace {

constexpr std::size_t kMostOfOneWriter = 4'096;

// Numbers are taken in order, but their transactions may commit in another one.
constexpr std::int32_t kLateNumbers = 256;

}  // namespace

LedgerFollower::LedgerFollower(Parts const& parts, std::int32_t own)
    : parts_{parts},
      own_{own},
      positions_{parts.state.read([](VotingProjection const& p) { return p.positions(); })}
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
            parts_.state.fold(entries, parts_.clock.now());
        }
        folded += entries.size();
        for (auto const& entry : entries) {
            positions_[entry.writer] = std::max(positions_[entry.writer], entry.seq);
        }
    } while (entries.size() >= kMostOfOneWriter);
    mend_late_voters(parts_.state, parts_.ledger, parts_.adjustments);
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
