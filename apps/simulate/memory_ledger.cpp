#include <upbeat/apps/simulate/memory_ledger.hpp>

#include <algorithm>

namespace upbeat::apps::simulation {

using voting::AppendOutcome;
using voting::LedgerEntry;
using voting::LedgerRecord;

namespace {

std::int64_t number_of(voting::VoteId const& id)
{
    return std::int64_t{id.writer} << 40U | id.seq;
}

}  // namespace

AppendOutcome MemoryLedger::append(
    std::span<LedgerRecord const> records, IdempotencyHook const& hook
)
{
    AppendOutcome outcome;
    for (auto const& record : records) {
        auto const& entry = record.entry;
        auto const* const before = newest({entry.item, entry.voter});
        auto const next = before == nullptr ? 0 : before->revision + 1;
        outcome.inserted.push_back(entry.revision == next);
        if (outcome.inserted.back()) {
            auto const place = static_cast<std::uint32_t>(entries_.size());
            if (before != nullptr) {
                superseded_[static_cast<std::size_t>(before - entries_.data())] = true;
            }
            entries_.push_back(entry);
            superseded_.push_back(false);
            newest_.insert_or_assign({entry.item, entry.voter}, place);
            by_id_.emplace(number_of({entry.writer, entry.seq}), place);
            by_item_[entry.item].push_back(place);
            by_voter_[entry.voter].push_back(place);
        }
    }
    if (hook) {
        hook(outcome.inserted);
    }
    return outcome;
}

LedgerEntry const* MemoryLedger::newest(voting::VoteKey const& key) const
{
    auto const found = newest_.find(key);
    return found == newest_.end() ? nullptr : &entries_[found->second];
}

std::vector<std::optional<LedgerEntry>> MemoryLedger::latest(std::span<voting::VoteKey const> keys)
{
    std::vector<std::optional<LedgerEntry>> found;
    for (auto const& key : keys) {
        auto const* const entry = newest(key);
        found.push_back(entry == nullptr ? std::nullopt : std::optional{*entry});
    }
    return found;
}

std::optional<LedgerRecord> MemoryLedger::find(voting::VoteId const& id)
{
    auto const found = by_id_.find(number_of(id));
    return found == by_id_.end() ? std::nullopt
                                 : std::optional{LedgerRecord{entries_[found->second], {}}};
}

std::optional<std::vector<bool>> MemoryLedger::holds(std::span<voting::VoteId const> ids)
{
    std::vector<bool> held;
    for (auto const& id : ids) {
        held.push_back(find(id).has_value());
    }
    return held;
}

void MemoryLedger::scan(std::optional<voting::LedgerPosition> after, Visit const& visit)
{
    constexpr std::ptrdiff_t kBatch = 4096;
    auto sorted = entries_;
    std::ranges::sort(sorted, {}, &LedgerEntry::position);
    auto from = after ? std::ranges::upper_bound(sorted, *after, {}, &LedgerEntry::position)
                      : sorted.begin();
    while (from != sorted.end()) {
        auto const to = from + std::min(kBatch, sorted.end() - from);
        if (!visit(std::span<LedgerEntry const>{from, to})) {
            return;
        }
        from = to;
    }
}

Page<LedgerRecord> MemoryLedger::standing(
    Places const& places,
    PageRequest const& page,
    std::function<bool(LedgerEntry const&)> const& wanted
) const
{
    Page<LedgerRecord> result{.items = {}, .total = 0, .request = page};
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        auto const& entry = entries_[*place];
        if (superseded_[*place] || !entry.stands() || !wanted(entry)) {
            continue;
        }
        if (result.total >= page.offset() && result.total < page.offset() + page.limit) {
            result.items.push_back({entry, {}});
        }
        ++result.total;
    }
    return result;
}

Page<LedgerRecord> MemoryLedger::by_item(
    ItemNum item, PageRequest const& page, std::optional<voting::VoteSource> source
)
{
    return standing(by_item_[item], page, [&](LedgerEntry const& entry) {
        return !source || entry.source == *source;
    });
}

Page<LedgerRecord> MemoryLedger::by_voter(VoterNum voter, PageRequest const& page)
{
    return standing(by_voter_[voter], page, [](LedgerEntry const&) { return true; });
}

std::vector<LedgerEntry> MemoryLedger::history(VoterNum voter)
{
    std::vector<LedgerEntry> found;
    for (auto const place : by_voter_[voter]) {
        found.push_back(entries_[place]);
    }
    std::ranges::sort(found, {}, &LedgerEntry::position);
    return found;
}

std::vector<LedgerEntry> MemoryLedger::votes() const
{
    std::vector<LedgerEntry> found;
    for (std::size_t place = 0; place < entries_.size(); ++place) {
        if (!superseded_[place]) {
            found.push_back(entries_[place]);
        }
    }
    return found;
}

void NoDirectory::each(std::function<void(voting::VoterFacts const&)> const& /*visit*/) {}

std::vector<std::optional<VoterNum>> NoDirectory::guests(std::span<std::string const> names)
{
    return std::vector<std::optional<VoterNum>>(names.size());
}

std::optional<voting::VoterCard> NoDirectory::find(std::string const& /*id*/)
{
    return std::nullopt;
}

std::vector<voting::VoterCard> NoDirectory::cards(std::span<VoterNum const> voters)
{
    std::vector<voting::VoterCard> cards;
    for (auto const voter : voters) {
        cards.push_back({.num = voter});
    }
    return cards;
}

voting::Preferences NoDirectory::preferences(VoterNum /*voter*/)
{
    return {};
}

}  // namespace upbeat::apps::simulation
