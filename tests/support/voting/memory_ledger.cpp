#include <upbeat/tests/support/voting/memory_ledger.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace upbeat::testing {

using voting::AppendOutcome;
using voting::IdempotencyRow;
using voting::LedgerEntry;
using voting::LedgerRecord;

AppendOutcome MemoryLedger::append(
    std::span<LedgerRecord const> records, IdempotencyHook const& hook
)
{
    std::function<void()> act;
    {
        std::scoped_lock const lock{mutex_};
        act = std::exchange(before_append_, {});
    }
    if (act) {
        act();
    }
    std::scoped_lock const lock{mutex_};
    ++appends_;
    if (refuses(records)) {
        return {.status = AppendOutcome::Status::refused};
    }
    AppendOutcome outcome;
    if (!breakages_.empty()) {
        auto const breakage = breakages_.front();
        breakages_.erase(breakages_.begin());
        outcome.status = breakage.status;
        if (!breakage.written) {
            return outcome;
        }
    }
    std::vector<bool> inserted;
    for (auto const& record : records) {
        auto const& entry = record.entry;
        inserted.push_back(
            records_.emplace(Key{entry.item, entry.voter, entry.revision}, record).second
        );
    }
    auto const rows = hook ? hook(inserted) : std::vector<IdempotencyRow>{};
    if (auto taken = taken_of(rows); !taken.empty()) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            auto const& entry = records[i].entry;
            if (inserted[i]) {
                records_.erase(Key{entry.item, entry.voter, entry.revision});
            }
        }
        return {.status = AppendOutcome::Status::taken, .taken = std::move(taken)};
    }
    for (auto const& row : rows) {
        rows_.emplace(std::pair{row.owner, row.key}, row);
    }
    if (outcome.status == AppendOutcome::Status::stored) {
        outcome.inserted = std::move(inserted);
    }
    return outcome;
}

std::vector<std::size_t> MemoryLedger::taken_of(std::vector<IdempotencyRow> const& rows) const
{
    std::vector<std::size_t> taken;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const held = rows_.find({rows[i].owner, rows[i].key});
        if (held != rows_.end() && held->second != rows[i]) {
            taken.push_back(i);
        }
    }
    return taken;
}

bool MemoryLedger::refuses(std::span<LedgerRecord const> records) const
{
    return !refused_comment_.empty() && std::ranges::any_of(records, [this](auto const& record) {
        return record.note.comment == refused_comment_;
    });
}

std::vector<std::optional<LedgerEntry>> MemoryLedger::latest(std::span<voting::VoteKey const> keys)
{
    std::scoped_lock const lock{mutex_};
    ++reads_;
    std::vector<std::optional<LedgerEntry>> found;
    for (auto const& key : keys) {
        auto& entry = found.emplace_back();
        for (std::int32_t revision = 0;; ++revision) {
            auto const held = records_.find(Key{key.item, key.voter, revision});
            if (held == records_.end()) {
                break;
            }
            entry = held->second.entry;
        }
    }
    return found;
}

std::optional<LedgerRecord> MemoryLedger::find(voting::VoteId const& id)
{
    std::scoped_lock const lock{mutex_};
    ++reads_;
    auto const found = std::ranges::find_if(records_, [&](auto const& held) {
        return held.second.entry.writer == id.writer && held.second.entry.seq == id.seq;
    });
    return found == records_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<std::vector<bool>> MemoryLedger::holds(std::span<voting::VoteId const> ids)
{
    {
        std::scoped_lock const lock{mutex_};
        if (std::exchange(deaf_, false)) {
            return std::nullopt;
        }
    }
    std::vector<bool> held;
    for (auto const& id : ids) {
        held.push_back(find(id).has_value());
    }
    return held;
}

void MemoryLedger::break_next_question()
{
    std::scoped_lock const lock{mutex_};
    deaf_ = true;
}

std::vector<LedgerEntry> MemoryLedger::entries() const
{
    std::scoped_lock const lock{mutex_};
    std::vector<LedgerEntry> entries;
    for (auto const& [key, record] : records_) {
        entries.push_back(record.entry);
    }
    std::ranges::sort(entries, {}, &LedgerEntry::position);
    return entries;
}

void MemoryLedger::scan(std::optional<voting::LedgerPosition> after, Visit const& visit)
{
    auto all = entries();
    std::erase_if(all, [&](LedgerEntry const& entry) {
        return after && entry.position() <= *after;
    });
    constexpr std::size_t kBatch = 1000;
    for (std::size_t begin = 0; begin < all.size(); begin += kBatch) {
        auto const length = std::min(kBatch, all.size() - begin);
        if (!visit(std::span<LedgerEntry const>{all}.subspan(begin, length))) {
            return;
        }
    }
}

std::int64_t MemoryLedger::count()
{
    std::scoped_lock const lock{mutex_};
    return static_cast<std::int64_t>(records_.size());
}

Page<LedgerRecord> MemoryLedger::standing(
    std::function<bool(LedgerRecord const&)> const& wanted, PageRequest const& page
)
{
    std::scoped_lock const lock{mutex_};
    std::vector<LedgerRecord> found;
    for (auto held = records_.begin(); held != records_.end(); ++held) {
        auto const next = std::next(held);
        auto const& entry = held->second.entry;
        auto const superseded = next != records_.end() && std::get<0>(next->first) == entry.item &&
                                std::get<1>(next->first) == entry.voter;
        if (!superseded && entry.keeps_slot() && wanted(held->second)) {
            found.push_back(held->second);
        }
    }
    std::ranges::sort(found, std::ranges::greater{}, [](LedgerRecord const& record) {
        return record.entry.position();
    });
    Page<LedgerRecord> result{
        .items = {}, .total = static_cast<std::int64_t>(found.size()), .request = page
    };
    for (auto i = page.offset(); i < std::min(page.offset() + page.limit, result.total); ++i) {
        result.items.push_back(std::move(found[static_cast<std::size_t>(i)]));
    }
    return result;
}

Page<LedgerRecord> MemoryLedger::by_item(
    ItemNum item, PageRequest const& page, std::optional<voting::VoteSource> source
)
{
    return standing(
        [&](LedgerRecord const& record) {
            return record.entry.item == item && (!source || record.entry.source == *source);
        },
        page
    );
}

Page<LedgerRecord> MemoryLedger::by_voter(VoterNum voter, PageRequest const& page)
{
    return standing([&](LedgerRecord const& record) { return record.entry.voter == voter; }, page);
}

std::vector<LedgerEntry> MemoryLedger::history(VoterNum voter)
{
    auto all = entries();
    std::erase_if(all, [&](LedgerEntry const& entry) { return entry.voter != voter; });
    return all;
}

std::vector<voting::IdempotencyRow> MemoryLedger::idempotency_rows() const
{
    std::scoped_lock const lock{mutex_};
    std::vector<voting::IdempotencyRow> rows;
    for (auto const& [key, row] : rows_) {
        rows.push_back(row);
    }
    return rows;
}

int MemoryLedger::appends() const
{
    std::scoped_lock const lock{mutex_};
    return appends_;
}

int MemoryLedger::reads() const
{
    std::scoped_lock const lock{mutex_};
    return reads_;
}

void MemoryLedger::break_next(AppendOutcome::Status status, bool written)
{
    std::scoped_lock const lock{mutex_};
    breakages_.push_back({status, written});
}

void MemoryLedger::refuse_comment(std::string text)
{
    std::scoped_lock const lock{mutex_};
    refused_comment_ = std::move(text);
}

void MemoryLedger::before_next_append(std::function<void()> act)
{
    std::scoped_lock const lock{mutex_};
    before_append_ = std::move(act);
}

}  // namespace upbeat::testing
