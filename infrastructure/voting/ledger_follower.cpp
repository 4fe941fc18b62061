#include <upbeat/infrastructure/voting/ledger_follower.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include <upbeat/application/voting/rebuild_state.hpp>

namespace upbeat::voting {
namespace {

constexpr std::size_t kMostOfOneWriter = 4'096;

// Numbers are taken in order, but their transactions may commit in another one.
constexpr std::int32_t kLateNumbers = 256;

}  // namespace

LedgerFollower::LedgerFollower(
    Parts const& parts, std::int32_t own, WriterPositions known, std::deque<LedgerEntry> waiting
)
    : parts_{parts}, own_{own}, positions_{std::move(known)}, waiting_{std::move(waiting)}
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
        folded += fold(entries);
        for (auto const& entry : entries) {
            positions_[entry.writer] = std::max(positions_[entry.writer], entry.seq);
        }
    } while (entries.size() >= kMostOfOneWriter);
    return folded;
}

std::size_t LedgerFollower::fold(std::vector<LedgerEntry> const& news)
{
    auto due = take_due(news);
    due.insert(due.end(), news.begin(), news.end());
    if (due.empty()) {
        return 0;
    }
    auto const left = parts_.state.fold(due);
    keep(left);
    return due.size() - left.size();
}

// What waited for an item that is known by now. And what waited for an item of the news: another
// thread may make it known at any moment, and an item's entries are folded in their order.
std::vector<LedgerEntry> LedgerFollower::take_due(std::vector<LedgerEntry> const& news)
{
    std::vector<LedgerEntry> due;
    if (waiting_.empty()) {
        return due;
    }
    std::set<ItemNum> items;
    for (auto const& entry : news) {
        items.insert(entry.item);
    }
    parts_.state.read([&](VotingProjection const& projection) {
        for (auto const& entry : waiting_) {
            if (projection.items().find(entry.item)) {
                items.insert(entry.item);
            }
        }
    });
    std::erase_if(waiting_, [&](LedgerEntry const& entry) {
        if (!items.contains(entry.item)) {
            return false;
        }
        due.push_back(entry);
        return true;
    });
    return due;
}

void LedgerFollower::keep(std::vector<LedgerEntry> const& left)
{
    if (left.empty()) {
        return;
    }
    waiting_.insert(waiting_.end(), left.begin(), left.end());
    std::ranges::sort(waiting_, {}, &LedgerEntry::position);
    while (waiting_.size() > kMostWaiting) {
        waiting_.pop_front();
        ++dropped_;
    }
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
