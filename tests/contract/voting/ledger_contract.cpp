#include <atomic>
#include <limits>
#include <thread>

#include <catch2/catch.hpp>

#include "ledger_backend.hpp"

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::make_ledger_backend;

namespace {

constexpr std::int64_t kStart = 1'772'625'600'000'000;

LedgerRecord vote(std::int64_t item, std::int64_t voter, std::int64_t seq, std::int32_t writer = 1)
{
    LedgerRecord record;
    record.entry.item = ItemNum{item};
    record.entry.voter = VoterNum{voter};
    record.entry.direction = Direction::up;
    record.entry.weight = kFloorWeight;
    record.entry.at = from_micros(kStart + seq);
    record.entry.writer = writer;
    record.entry.seq = seq;
    return record;
}

LedgerRecord revised(LedgerRecord record, Reason reason, std::int64_t seq)
{
    auto& entry = record.entry;
    entry.prior_direction = entry.direction;
    entry.prior_weight = entry.weight;
    entry.prior_at = entry.at;
    entry.reason = reason;
    ++entry.revision;
    entry.seq = seq;
    entry.at = from_micros(kStart + seq);
    if (!entry.stands()) {
        entry.direction = Direction::abstain;
        entry.weight = {};
    }
    return record;
}

std::vector<LedgerEntry> scanned(Ledger& ledger, std::optional<LedgerPosition> after = std::nullopt)
{
    std::vector<LedgerEntry> entries;
    ledger.scan(after, [&](std::span<LedgerEntry const> batch) {
        entries.insert(entries.end(), batch.begin(), batch.end());
        return true;
    });
    return entries;
}

}  // namespace

TEST_CASE("an entry comes back as it was, at the extremes of every field", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    auto record = vote(std::numeric_limits<std::int64_t>::max(), 1, (std::int64_t{1} << 40U) - 1);
    auto& entry = record.entry;
    entry.voter = VoterNum{std::numeric_limits<std::int64_t>::max()};
    entry.revision = std::numeric_limits<std::int32_t>::max();
    entry.direction = Direction::down;
    entry.reason = Reason::recast;
    entry.source = VoteSource::internal;
    entry.prior_direction = Direction::up;
    entry.weight = kFullWeight;
    entry.prior_weight = Weight{1};
    entry.at = from_micros(kStart + 1);
    entry.prior_at = from_micros(kStart - 1);
    entry.network = std::numeric_limits<std::uint64_t>::max();
    entry.writer = (1 << 24) - 1;
    entry.flags = EntryFlags{0xFF};
    record.note = {
        .comment = "a \"quote\", a \\ and \n lines, \xF0\x9F\x8E\xB5",
        .reasoning = "",
        .confidence = 10'000
    };

    REQUIRE(ledger.append(std::span{&record, 1}).inserted == std::vector{true});

    CHECK(ledger.find({entry.writer, entry.seq}) == record);
    CHECK(scanned(ledger) == std::vector{entry});
    CHECK(ledger.count() == 1);
}

TEST_CASE("the ledger tells which of many entries it holds", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    std::vector const records{vote(1, 1, 1), vote(2, 1, 2, 7), vote(3, 1, 3)};
    REQUIRE(ledger.append(records).inserted == std::vector{true, true, true});

    std::vector<VoteId> const asked{{7, 2}, {1, 2}, {1, 3}, {9, 1}, {1, 1}};

    CHECK(ledger.holds(asked) == std::vector{true, false, true, false, true});
    CHECK(ledger.holds({}) == std::vector<bool>{});
}

TEST_CASE("an empty ledger answers everything with nothing", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    VoteKey const key{ItemNum{1}, VoterNum{1}};

    CHECK(ledger.latest(std::span{&key, 1}) == std::vector<std::optional<LedgerEntry>>{{}});
    CHECK(ledger.latest({}).empty());
    CHECK_FALSE(ledger.find({1, 1}));
    CHECK(scanned(ledger).empty());
    CHECK(ledger.count() == 0);
    CHECK(ledger.by_item(ItemNum{1}, {1, 10}).total == 0);
    CHECK(ledger.by_voter(VoterNum{1}, {1, 10}).items.empty());
    CHECK(ledger.history(VoterNum{1}).empty());
}

TEST_CASE(
    "the first entry of a key and revision stays, and the others go in beside it",
    "[voting][contract]"
)
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    std::vector const first{vote(1, 1, 1), vote(1, 2, 2)};
    REQUIRE(ledger.append(first).inserted == std::vector{true, true});
    std::vector second{vote(2, 1, 3), vote(1, 1, 4), vote(1, 3, 5)};
    second[1].entry.direction = Direction::down;

    auto const outcome = ledger.append(second);

    CHECK(outcome.status == AppendOutcome::Status::stored);
    CHECK(outcome.inserted == std::vector{true, false, true});
    VoteKey const key{ItemNum{1}, VoterNum{1}};
    CHECK(ledger.latest(std::span{&key, 1}).front() == first[0].entry);
    CHECK(ledger.count() == 4);
}

TEST_CASE(
    "the latest revision is told for each key, in the order of the keys", "[voting][contract]"
)
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    auto const one = vote(1, 1, 1);
    auto const other = vote(70, 1, 2);
    auto const changed = revised(one, Reason::changed, 3);
    REQUIRE(ledger.append(std::vector{one, other}).inserted == std::vector{true, true});
    REQUIRE(ledger.append(std::vector{changed}).inserted == std::vector{true});
    std::vector<VoteKey> const keys{
        {ItemNum{70}, VoterNum{1}}, {ItemNum{1}, VoterNum{2}}, {ItemNum{1}, VoterNum{1}}
    };

    auto const latest = ledger.latest(keys);

    REQUIRE(latest.size() == 3);
    CHECK(latest[0] == other.entry);
    CHECK_FALSE(latest[1]);
    CHECK(latest[2] == changed.entry);
}

TEST_CASE(
    "rows of a hook are stored with the entries, and a key that has another answer ends the append",
    "[voting][contract]"
)
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    using Status = AppendOutcome::Status;
    std::vector<bool> told;
    std::string fingerprint = "f";
    auto const hook = [&](std::vector<bool> const& inserted) {
        told = inserted;
        return std::vector{
            IdempotencyRow{.owner = "me", .key = "", .status = 200},
            IdempotencyRow{
                .owner = "me",
                .key = "k",
                .fingerprint = fingerprint,
                .status = 200,
                .content_type = "application/json",
                .body = "{}"
            }
        };
    };

    CHECK(ledger.append(std::vector{vote(1, 1, 1)}, hook).inserted == std::vector{true});
    CHECK(told == std::vector{true});
    CHECK(ledger.append(std::vector{vote(1, 1, 2)}, hook).inserted == std::vector{false});
    CHECK(told == std::vector{false});
    CHECK(ledger.append({}, hook).status == Status::stored);
    CHECK(ledger.count() == 1);

    fingerprint = "of another request";
    auto const taken = ledger.append(std::vector{vote(2, 1, 3)}, hook);
    CHECK(taken.status == Status::taken);
    CHECK(taken.taken == std::vector<std::size_t>{1});
    CHECK(told == std::vector{true});
    CHECK(ledger.count() == 1);
}

TEST_CASE(
    "a scan gives every entry in the order of time, writer and sequence", "[voting][contract]"
)
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    std::vector<LedgerRecord> records;
    for (std::int64_t i = 0; i < 300; ++i) {
        records.push_back(vote(i % 100, i, i / 3, static_cast<std::int32_t>(1 + i % 3)));
    }
    REQUIRE(ledger.append(records).status == AppendOutcome::Status::stored);

    auto const all = scanned(ledger);

    REQUIRE(all.size() == 300);
    CHECK(std::ranges::is_sorted(all, {}, &LedgerEntry::position));
    CHECK(scanned(ledger, all[199].position()).size() == 100);
    CHECK(scanned(ledger, all.back().position()).empty());
}

TEST_CASE("lists hold the votes that stand, newest first, page by page", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    auto const one = vote(1, 1, 1);
    auto const two = vote(1, 2, 2);
    auto const gone = vote(1, 3, 3);
    auto inner = vote(1, 4, 4);
    inner.entry.source = VoteSource::bootstrap;
    inner.note.comment = "noted";
    REQUIRE(
        ledger.append(std::vector{one, two, gone, inner}).status == AppendOutcome::Status::stored
    );
    auto const changed = revised(one, Reason::changed, 5);
    auto const withdrawn = revised(gone, Reason::withdrawn, 6);
    REQUIRE(ledger.append(std::vector{changed, withdrawn}).status == AppendOutcome::Status::stored);

    auto const first = ledger.by_item(ItemNum{1}, {1, 2});
    CHECK(first.total == 3);
    CHECK(first.items == std::vector{changed, inner});
    CHECK(ledger.by_item(ItemNum{1}, {2, 2}).items == std::vector{two});
    CHECK(ledger.by_item(ItemNum{1}, {1, 10}, VoteSource::bootstrap).items == std::vector{inner});
    CHECK(ledger.by_voter(VoterNum{1}, {1, 10}).items == std::vector{changed});
    CHECK(ledger.by_voter(VoterNum{3}, {1, 10}).total == 0);
    CHECK(ledger.history(VoterNum{1}) == std::vector{one.entry, changed.entry});
    CHECK(ledger.history(VoterNum{3}).size() == 2);
}

TEST_CASE("of twenty writers that want one vote, one gets it", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    std::atomic<int> winners = 0;
    {
        std::vector<std::jthread> threads;
        for (int writer = 1; writer <= 20; ++writer) {
            threads.emplace_back([&, writer] {
                auto const outcome = ledger.append(std::vector{vote(1, 1, 1, writer)});
                winners += outcome.status == AppendOutcome::Status::stored &&
                                   outcome.inserted == std::vector{true}
                               ? 1
                               : 0;
            });
        }
    }

    CHECK(winners == 1);
    CHECK(ledger.count() == 1);
}

TEST_CASE("the votes that are out of the count are told apart", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    auto const restored = [&](std::int64_t voter, std::int64_t seq) {
        auto const taken = revised(vote(7, voter, seq), Reason::quarantined, seq + 1);
        return std::pair{taken, revised(taken, Reason::restored, seq + 2)};
    };
    auto const [taken, back] = restored(3, 30);
    std::vector const records{
        vote(7, 1, 10),
        revised(vote(7, 1, 10), Reason::quarantined, 11),
        vote(7, 2, 20),
        revised(vote(7, 2, 20), Reason::voided, 21),
        vote(7, 3, 30),
        taken,
        back,
        vote(7, 4, 40),
        vote(8, 1, 50),
        revised(vote(8, 1, 50), Reason::voided, 51),
    };
    ledger.append(records);

    CHECK(ledger.out_of_count(ItemNum{7}) == OutOfCount{1, 1});
    CHECK(ledger.out_of_count(ItemNum{9}) == OutOfCount{});
    CHECK(ledger.by_item(ItemNum{7}, {1, 10}).total == 3);
}

TEST_CASE("the newest entries come in order, and none older than asked", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& ledger = backend->ledger();
    CHECK(ledger.recent(from_micros(0), 10).empty());
    ledger.append(std::vector{
        vote(1, 1, 1), vote(1, 2, 2, 9), vote(1, 3, 3), vote(1, 4, 4, 9), vote(1, 5, 5, 12)
    });

    auto const seqs = [&](std::int64_t since, std::size_t most) {
        std::vector<std::int64_t> found;
        for (auto const& entry : ledger.recent(from_micros(kStart + since), most)) {
            found.push_back(entry.seq);
        }
        return found;
    };
    CHECK(seqs(0, 10) == std::vector<std::int64_t>{1, 2, 3, 4, 5});
    CHECK(seqs(3, 10) == std::vector<std::int64_t>{3, 4, 5});
    CHECK(seqs(0, 2) == std::vector<std::int64_t>{4, 5});
    CHECK(seqs(6, 10).empty());
}
