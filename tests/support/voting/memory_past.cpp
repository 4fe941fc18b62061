#include <upbeat/tests/support/voting/memory_past.hpp>

#include <algorithm>
#include <iterator>

namespace upbeat::testing {

using namespace voting;

PastLedger::Positions MemoryPastLedger::read(Positions const& positions, Visit const& visit)
{
    if (positions.empty()) {
        ++readings_;
        if (before_all_) {
            before_all_();
        }
    }
    auto ends = positions;
    std::vector<LedgerEntry> news;
    for (auto const& entry : ledger_.entries()) {
        auto const known = positions.find(entry.writer);
        if (known == positions.end() || entry.seq > known->second) {
            news.push_back(entry);
            auto& end = ends.try_emplace(entry.writer, entry.seq).first->second;
            end = std::max(end, entry.seq);
        }
    }
    return news.empty() || visit(news) ? ends : positions;
}

std::vector<std::pair<VoterNum, Timestamp>> MemoryPastLedger::flagged()
{
    std::vector<std::pair<VoterNum, Timestamp>> found;
    for (auto const& entry : ledger_.entries()) {
        if (entry.flags.has(EntryFlags::kFlagged)) {
            found.emplace_back(entry.voter, entry.at);
        }
    }
    std::ranges::stable_sort(found, {}, &std::pair<VoterNum, Timestamp>::second);
    return found;
}

std::vector<LedgerEntry> MemoryPastLedger::life(
    VoterNum voter, LedgerPosition const& before, std::size_t most
)
{
    std::vector<LedgerEntry> entries;
    std::ranges::copy_if(ledger_.history(voter), std::back_inserter(entries), [&](auto const& e) {
        return e.position() < before && entries.size() < most;
    });
    return entries;
}

std::vector<LedgerEntry> MemoryPastLedger::revisions(std::span<VoteKey const> keys)
{
    std::vector<LedgerEntry> entries;
    std::ranges::copy_if(ledger_.entries(), std::back_inserter(entries), [&](auto const& entry) {
        return std::ranges::find(keys, VoteKey{entry.item, entry.voter}) != keys.end();
    });
    std::ranges::sort(entries, {}, &LedgerEntry::position);
    return entries;
}

void MemoryStatuses::add(ItemNum item, Timestamp at, ItemStatus status)
{
    std::lock_guard const lock{mutex_};
    changes_.push_back({static_cast<std::int64_t>(changes_.size()) + 1, item, at, status});
}

std::vector<StatusChange> MemoryStatuses::since(Timestamp instant)
{
    std::lock_guard const lock{mutex_};
    std::vector<StatusChange> found;
    std::ranges::copy_if(changes_, std::back_inserter(found), [&](StatusChange const& change) {
        return change.at >= instant;
    });
    return found;
}

}  // namespace upbeat::testing
