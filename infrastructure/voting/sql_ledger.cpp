#include <upbeat/infrastructure/voting/sql_ledger.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include <upbeat/domain/voting/errors.hpp>
#include <upbeat/domain/voting/lane.hpp>
#include <upbeat/infrastructure/platform/sql/errors.hpp>
#include <upbeat/infrastructure/voting/entry_row.hpp>
#include <upbeat/infrastructure/voting/incident_statements.hpp>
#include <upbeat/infrastructure/voting/ledger_batch.hpp>
#include <upbeat/infrastructure/voting/ledger_merge.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>

namespace upbeat::voting {
namespace {

namespace text = sql_text;

std::vector<bool> insert(sql::Session& session, sql::Batch const& batch, RecordFinder const& finder)
{
    std::vector<bool> inserted(batch.rows(), false);
    session.each_of_many(text::kAppend, batch, [&](sql::Row const& row) {
        inserted.at(finder.find(static_cast<std::int32_t>(row.integer(0)), row.integer(1))) = true;
    });
    return inserted;
}

// An entry that stands in the ledger under our own writer and number is ours: nobody else has them.
void find_own(sql::Session& session, RecordFinder const& finder, std::vector<bool>& inserted)
{
    finder.each_writer([&](std::int32_t writer, std::int64_t first, std::int64_t last) {
        session.each(
            text::kStanding,
            {{"writer", writer}, {"first", first}, {"last", last}},
            [&](sql::Row const& row) {
                auto const place = finder.find(writer, row.integer(0));
                if (place < inserted.size()) {
                    inserted[place] = true;
                }
            }
        );
    });
}

bool all(std::vector<bool> const& flags)
{
    return std::ranges::all_of(flags, [](bool flag) { return flag; });
}

}  // namespace

AppendOutcome SqlLedger::append(std::span<LedgerRecord const> records, IdempotencyHook const& hook)
{
    using Status = AppendOutcome::Status;
    if (records.empty() && !hook) {
        return {};
    }
    int tries = 0;
    try {
        std::vector<std::size_t> taken;
        auto inserted =
            hook ? append_with_answers(records, hook, tries, taken) : append_alone(records, tries);
        if (!taken.empty()) {
            return {Status::taken, {}, std::move(taken)};
        }
        return {Status::stored, std::move(inserted)};
    } catch (sql::Conflict const&) {
        return {Status::refused};
    } catch (sql::InvalidText const&) {
        return {Status::refused};
    } catch (sql::Unavailable const&) {
        // What was never sent was not written. What was sent once may have been, whatever the last
        // try ended with.
        if (tries == 0) {
            return {Status::failed};
        }
        in_doubt_.store(true);
        return {Status::unknown};
    }
}

// One statement, committed by itself. It can be repeated although it was done already: the rows
// that an earlier try wrote are then recognised as our own.
std::vector<bool> SqlLedger::append_alone(std::span<LedgerRecord const> records, int& tries)
{
    auto const batch = batch_of(records);
    RecordFinder const finder{records};
    auto inserted = database_.autocommit(
        [&](sql::Session& session) -> Result<std::vector<bool>> {
            ++tries;
            tell_when_stored(session);
            return insert(session, batch, finder);
        },
        sql::Repeat::always
    );
    if (!all(*inserted) && (tries > 1 || in_doubt_.load())) {
        database_.read([&](sql::Session& session) { find_own(session, finder, *inserted); });
        in_doubt_.store(false);
    }
    return std::move(*inserted);
}

std::vector<bool> SqlLedger::append_with_answers(
    std::span<LedgerRecord const> records,
    IdempotencyHook const& hook,
    int& tries,
    std::vector<std::size_t>& taken
)
{
    auto const batch = batch_of(records);
    RecordFinder const finder{records};
    auto inserted = database_.write([&](sql::Session& session) -> Result<std::vector<bool>> {
        ++tries;
        std::vector<bool> flags;
        if (!batch.empty()) {
            tell_when_stored(session);
            flags = insert(session, batch, finder);
        }
        if (!all(flags) && in_doubt_.load()) {
            find_own(session, finder, flags);
        }
        taken = keep_answers(session, hook(flags));
        if (!taken.empty()) {
            return fail(answer_kept_elsewhere());
        }
        return flags;
    });
    return inserted ? std::move(*inserted) : std::vector<bool>{};
}

// In the order of the keys, so that two nodes never wait for each other. Gives the rows whose key
// another node's answer has: the insert judges, because a look before it would be too early.
std::vector<std::size_t> SqlLedger::keep_answers(
    sql::Session& session, std::vector<IdempotencyRow> const& rows
)
{
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&rows](std::size_t place) {
        return std::tie(rows[place].owner, rows[place].key);
    });
    std::vector<std::size_t> taken;
    for (auto const place : order) {
        if (!keep_answer(session, rows[place])) {
            taken.push_back(place);
        }
    }
    return taken;
}

void SqlLedger::tell_when_stored(sql::Session& session) const
{
    if (on_stored_) {
        session.after_commit(on_stored_);
    }
}

bool SqlLedger::keep_answer(sql::Session& session, IdempotencyRow const& row)
{
    // Without a key there is nothing to keep: failures are tried anew when they are repeated.
    if (row.key.empty()) {
        return true;
    }
    auto const kept = session.run(
        text::kKeepAnswer,
        {{"owner", row.owner},
         {"request_key", row.key},
         {"fingerprint", row.fingerprint},
         {"status", row.status},
         {"content_type", row.content_type},
         {"body", row.body},
         {"created_at", clock_.now()}}
    );
    if (kept > 0) {
        return true;
    }
    // After a commit of unknown fate it may be our own: an answer names the number of its vote.
    auto const held = session.maybe(
        text::kKeptAnswer,
        {{"owner", row.owner}, {"request_key", row.key}},
        [](sql::Row const& found) { return std::pair{found.string(0), found.string(1)}; }
    );
    return held && *held == std::pair{row.fingerprint, row.body};
}

std::vector<std::optional<LedgerEntry>> SqlLedger::latest(std::span<VoteKey const> keys)
{
    std::vector<std::optional<LedgerEntry>> found(keys.size());
    if (keys.empty()) {
        return found;
    }
    sql::Batch batch{"item", "voter"};
    std::vector<std::pair<VoteKey, std::size_t>> places;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        batch.add({keys[i].item.value, keys[i].voter.value});
        places.emplace_back(keys[i], i);
    }
    std::ranges::sort(places);
    database_.read([&](sql::Session& session) {
        session.each_of_many(text::kHistories, batch, [&](sql::Row const& row) {
            auto const entry = entry_of(row);
            auto const key = VoteKey{entry.item, entry.voter};
            for (auto at = std::ranges::lower_bound(places, std::pair{key, std::size_t{0}});
                 at != places.end() && at->first == key;
                 ++at) {
                auto& best = found[at->second];
                if (!best || best->revision < entry.revision) {
                    best = entry;
                }
            }
        });
    });
    return found;
}

std::optional<LedgerRecord> SqlLedger::find(VoteId const& id)
{
    return database_.read([&](sql::Session& session) {
        return session.maybe(text::kFind, {{"writer", id.writer}, {"seq", id.seq}}, record_of);
    });
}

std::optional<std::vector<bool>> SqlLedger::holds(std::span<VoteId const> ids)
{
    std::vector<bool> held(ids.size(), false);
    if (ids.empty()) {
        return held;
    }
    sql::Batch batch{"writer", "seq"};
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> places;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        batch.add({ids[i].writer, ids[i].seq});
        places.emplace(std::pair{ids[i].writer, ids[i].seq}, i);
    }
    try {
        database_.read([&](sql::Session& session) {
            session.each_of_many(text::kHeld, batch, [&](sql::Row const& row) {
                held.at(places.at({row.integer(0), row.integer(1)})) = true;
            });
        });
    } catch (sql::Unavailable const&) {
        return std::nullopt;
    }
    return held;
}

void SqlLedger::scan(std::optional<LedgerPosition> after, Visit const& visit)
{
    database_.read([&](sql::Session& session) {
        LedgerMerge merge{session, after};
        merge.run(visit);
    });
}

void SqlLedger::follow(WriterPositions const& after, Visit const& visit)
{
    database_.read([&](sql::Session& session) { LedgerMerge{session, after}.run(visit); });
}

// How many of a writer's newest entries are read at first, and how many times more at each further
// try: far fewer than there are may be recent.
constexpr std::size_t kFewNewest = 1'000;
constexpr std::size_t kMoreNewest = 8;

// Writers that have fallen silent cost a probe each; the others are read backwards.
std::vector<LedgerEntry> SqlLedger::recent(Timestamp since, std::size_t most)
{
    std::vector<LedgerEntry> found;
    database_.read([&](sql::Session& session) {
        auto writer = std::numeric_limits<std::int32_t>::min();
        auto const next = [&] {
            return session.maybe(text::kNextWriter, {{"after", writer}}, entry_of);
        };
        // Whether the writer's oldest entry of so many is not too old.
        auto const take = [&](std::size_t begin, std::size_t limit) {
            found.resize(begin);
            auto fresh = false;
            session.each(
                text::kNewest,
                {{"writer", writer}, {"most", limit}},
                [&](sql::Row const& row) {
                    auto const entry = entry_of(row);
                    fresh = entry.at >= since;
                    if (fresh) {
                        found.push_back(entry);
                    }
                }
            );
            return fresh && found.size() == begin + limit;
        };
        for (auto first = next(); first; first = next()) {
            writer = first->writer;
            auto const begin = found.size();
            auto limit = std::size_t{1};
            while (take(begin, limit) && limit < most) {
                limit = std::min(most, std::max(kFewNewest, kMoreNewest * limit));
            }
        }
    });
    std::ranges::sort(found, {}, &LedgerEntry::position);
    if (found.size() > most) {
        found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    }
    return found;
}

std::int64_t SqlLedger::count()
{
    return database_.read([](sql::Session& session) { return session.number(text::kCount); });
}

Page<LedgerRecord> SqlLedger::by_item(
    ItemNum item, PageRequest const& page, std::optional<VoteSource> source
)
{
    constexpr int kAnySource = -1;
    sql::Params const which{
        {"lane", lane_of(item)},
        {"item", item.value},
        {"source", source ? static_cast<int>(*source) : kAnySource}
    };
    return database_.read([&](sql::Session& session) {
        Page<LedgerRecord> found{.items = {}, .total = 0, .request = page};
        found.total = session.number(text::kCountItemVotes, which);
        auto cut = which;
        cut.add("most", page.limit).add("skip", page.offset());
        session.each(text::kItemVotes, cut, [&](sql::Row const& row) {
            found.items.push_back(record_of(row));
        });
        return found;
    });
}

Page<LedgerRecord> SqlLedger::by_voter(VoterNum voter, PageRequest const& page)
{
    return database_.read([&](sql::Session& session) {
        Page<LedgerRecord> found{.items = {}, .total = 0, .request = page};
        found.total = session.number(text::kCountVoterVotes, {{"voter", voter.value}});
        session.each(
            text::kVoterVotes,
            {{"voter", voter.value}, {"most", page.limit}, {"skip", page.offset()}},
            [&](sql::Row const& row) { found.items.push_back(record_of(row)); }
        );
        return found;
    });
}

OutOfCount SqlLedger::out_of_count(ItemNum item)
{
    return database_.read([&](sql::Session& session) {
        return session.one(
            text::kOutOfCount,
            {{"lane", lane_of(item)}, {"item", item.value}},
            [](sql::Row const& row) { return OutOfCount{row.integer(0), row.integer(1)}; }
        );
    });
}

std::vector<LedgerEntry> SqlLedger::history(VoterNum voter)
{
    std::vector<LedgerEntry> entries;
    database_.read([&](sql::Session& session) {
        session.each(text::kVoterHistory, {{"voter", voter.value}}, [&](sql::Row const& row) {
            entries.push_back(entry_of(row));
        });
    });
    return entries;
}

std::vector<LedgerEntry> SqlLedger::news(WriterPositions const& after, std::size_t most)
{
    std::vector<LedgerEntry> entries;
    if (after.empty()) {
        return entries;
    }
    sql::Batch batch{"writer", "after", "most"};
    for (auto const& [writer, seq] : after) {
        batch.add({writer, seq, most});
    }
    database_.read([&](sql::Session& session) {
        session.each_of_many(text::kNews, batch, [&](sql::Row const& row) {
            entries.push_back(entry_of(row));
        });
    });
    std::ranges::sort(entries, {}, &LedgerEntry::position);
    return entries;
}

}  // namespace upbeat::voting
