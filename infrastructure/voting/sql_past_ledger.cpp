#include <upbeat/infrastructure/voting/sql_past_ledger.hpp>

#include <algorithm>
#include <limits>

#include <upbeat/infrastructure/voting/entry_row.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>
#include <upbeat/infrastructure/voting/past_statements.hpp>

namespace upbeat::voting {
namespace {

namespace text = sql_text;

constexpr std::size_t kHandOver = 8'192;

// Reads what kCountedColumns lists. Whether it is a first revision follows from the reason.
LedgerEntry counted_of(sql::Row const& row)
{
    LedgerEntry entry;
    unpack(entry, static_cast<std::uint64_t>(row.integer(4)));
    entry.item = {row.integer(0)};
    entry.voter = {row.integer(1)};
    entry.at = row.time(2);
    entry.prior_at = row.time(3);
    entry.revision = entry.reason == Reason::cast || entry.reason == Reason::guest ? 0 : 1;
    return entry;
}

PastLedger::Positions ends_of(sql::Session& session)
{
    PastLedger::Positions ends;
    auto const number = [](sql::Row const& row) { return row.integer(0); };
    std::int64_t writer = std::numeric_limits<std::int32_t>::min();
    while (auto const next = session.maybe(text::kWriterBehind, {{"after", writer}}, number)) {
        writer = *next;
        auto const last = session.one(text::kLastOfWriter, {{"writer", writer}}, number);
        ends.emplace(static_cast<std::int32_t>(writer), last);
    }
    return ends;
}

// Hands rows over in batches; after a visitor that wants no more it only lets the rest pass.
class Batches {
   public:
    explicit Batches(PastLedger::Visit const& visit) : visit_{visit} {}

    void add(sql::Row const& row)
    {
        if (!wanted_) {
            return;
        }
        batch_.push_back(counted_of(row));
        if (batch_.size() == kHandOver) {
            flush();
        }
    }

    bool flush()
    {
        wanted_ = wanted_ && (batch_.empty() || visit_(batch_));
        batch_.clear();
        return wanted_;
    }

    bool wanted() const { return wanted_; }

   private:
    PastLedger::Visit const& visit_;
    std::vector<LedgerEntry> batch_;
    bool wanted_ = true;
};

}  // namespace

PastLedger::Positions SqlPastLedger::read(Positions const& positions, Visit const& visit)
{
    return database_.read([&](sql::Session& session) {
        auto const ends = ends_of(session);
        Batches batches{visit};
        auto const take = [&](sql::Row const& row) { batches.add(row); };
        if (positions.empty()) {
            session.each(text::kEverything, {}, take);
            return batches.flush() ? ends : positions;
        }
        for (auto const& [writer, last] : ends) {
            auto const known = positions.find(writer);
            auto const after =
                known != positions.end() ? known->second : std::numeric_limits<std::int64_t>::min();
            if (after < last && batches.wanted()) {
                session.each(
                    text::kStretch, {{"writer", writer}, {"after", after}, {"last", last}}, take
                );
            }
        }
        return batches.flush() ? ends : positions;
    });
}

std::vector<std::pair<VoterNum, Timestamp>> SqlPastLedger::flagged()
{
    std::vector<std::pair<VoterNum, Timestamp>> found;
    database_.read([&](sql::Session& session) {
        session.each(text::kFlaggedVotes, {}, [&](sql::Row const& row) {
            found.emplace_back(VoterNum{row.integer(0)}, row.time(1));
        });
    });
    return found;
}

std::vector<LedgerEntry> SqlPastLedger::life(
    VoterNum voter, LedgerPosition const& before, std::size_t most
)
{
    std::vector<LedgerEntry> entries;
    database_.read([&](sql::Session& session) {
        session.each(
            text::kVoterLife,
            {{"voter", voter.value}, {"until", before.at}, {"most", most}},
            [&](sql::Row const& row) { entries.push_back(entry_of(row)); }
        );
    });
    std::erase_if(entries, [&](LedgerEntry const& entry) { return entry.position() >= before; });
    return entries;
}

std::vector<LedgerEntry> SqlPastLedger::revisions(std::span<VoteKey const> keys)
{
    std::vector<LedgerEntry> entries;
    sql::Batch batch{"item", "voter"};
    for (auto const& key : keys) {
        batch.add({key.item.value, key.voter.value});
    }
    if (!keys.empty()) {
        database_.read([&](sql::Session& session) {
            session.each_of_many(text::kHistories, batch, [&](sql::Row const& row) {
                entries.push_back(entry_of(row));
            });
        });
    }
    std::ranges::sort(entries, {}, &LedgerEntry::position);
    return entries;
}

}  // namespace upbeat::voting
