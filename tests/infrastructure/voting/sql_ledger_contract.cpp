#include <array>
#include <atomic>
#include <limits>
#include <thread>

#include <catch2/catch.hpp>

#include "ledger_fixture.hpp"

namespace upbeat::voting {
namespace {

using testing::a_vote;
using testing::LedgerFixture;
using Status = AppendOutcome::Status;

LedgerRecord an_extreme_record()
{
    LedgerRecord record;
    record.entry = {
        .item = {std::numeric_limits<std::int64_t>::max()},
        .voter = {std::numeric_limits<std::int64_t>::min()},
        .revision = std::numeric_limits<std::int32_t>::max(),
        .direction = Direction::down,
        .reason = Reason::recast,
        .source = VoteSource::internal,
        .prior_direction = Direction::up,
        .weight = {10'000},
        .prior_weight = {9'999},
        .at = from_micros(4'102'444'800'123'457),
        .prior_at = from_micros(-1),
        .network = std::numeric_limits<std::uint64_t>::max(),
        .writer = (1 << 24) - 1,
        .seq = (std::int64_t{1} << 40) - 1,
        .flags = EntryFlags{0x7FFF},
    };
    record.note = {
        .comment = R"(quote ' " \ { } , : and 🎵)", .reasoning = "", .confidence = 10'000
    };
    return record;
}

}  // namespace

TEST_CASE("an entry comes back as it went in", "[voting][contract]")
{
    LedgerFixture fixture;
    std::array const records{an_extreme_record(), a_vote(1, 2, 3, 4)};

    auto const outcome = fixture.ledger.append(records);

    REQUIRE(outcome.status == Status::stored);
    CHECK(outcome.inserted == std::vector{true, true});
    for (auto const& record : records) {
        CHECK(fixture.ledger.find({record.entry.writer, record.entry.seq}) == record);
        CHECK(fixture.ledger.by_item(record.entry.item, {}).items.at(0) == record);
        CHECK(fixture.ledger.history(record.entry.voter).at(0) == record.entry);
    }
    CHECK(fixture.ledger.count() == 2);
}

TEST_CASE("only the entry that was there first counts as inserted", "[voting][contract]")
{
    LedgerFixture fixture;
    std::array const first{a_vote(1, 1, 1, 1)};
    std::array const second{a_vote(1, 1, 1, 2), a_vote(1, 2, 1, 3)};

    (void)fixture.ledger.append(first);
    auto const outcome = fixture.ledger.append(second);

    CHECK(outcome.inserted == std::vector{false, true});
    CHECK(fixture.ledger.latest(std::array{VoteKey{{1}, {1}}}).at(0) == first[0].entry);
}

TEST_CASE("an entry that no column takes is refused and leaves nothing", "[voting][contract]")
{
    LedgerFixture fixture;
    std::array records{a_vote(1, 1, 1, 1), a_vote(1, 2, 1, 2)};
    records[1].entry.weight = {10'001};

    CHECK(fixture.ledger.append(records).status == Status::refused);

    records[1].entry.weight = {1};
    records[1].note.comment = std::string{"a\0b", 3};
    CHECK(fixture.ledger.append(records).status == Status::refused);
    CHECK(fixture.ledger.count() == 0);
}

TEST_CASE("the latest revision is found for many votes at once", "[voting][contract]")
{
    LedgerFixture fixture;
    std::vector<LedgerRecord> records;
    for (int revision = 0; revision < 3; ++revision) {
        records.push_back(a_vote(65, 7, 1, 10 + revision));
        records.back().entry.revision = revision;
    }
    records.push_back(a_vote(64, 7, 1, 20));
    (void)fixture.ledger.append(records);

    std::array const keys{
        VoteKey{{64}, {7}}, VoteKey{{65}, {7}}, VoteKey{{65}, {8}}, VoteKey{{65}, {7}}
    };
    auto const found = fixture.ledger.latest(keys);

    REQUIRE(found.size() == 4);
    CHECK(found[0]->seq == 20);
    CHECK(found[1]->revision == 2);
    CHECK_FALSE(found[2]);
    CHECK(found[3] == found[1]);
}

TEST_CASE("lists show what stands, the newest first", "[voting][contract]")
{
    LedgerFixture fixture;
    std::vector<LedgerRecord> records;
    for (int voter = 1; voter <= 5; ++voter) {
        records.push_back(a_vote(9, voter, 1, voter));
    }
    records.push_back(a_vote(9, 2, 1, 6));
    records.back().entry.revision = 1;
    records.back().entry.reason = Reason::changed;
    records.push_back(a_vote(9, 3, 1, 7));
    records.back().entry.revision = 1;
    records.back().entry.reason = Reason::withdrawn;
    records[0].entry.source = VoteSource::bootstrap;
    (void)fixture.ledger.append(records);

    auto const page = fixture.ledger.by_item({9}, {.page = 1, .limit = 3});
    CHECK(page.total == 4);
    REQUIRE(page.items.size() == 3);
    CHECK(page.items[0].entry.seq == 6);
    CHECK(page.items[1].entry.seq == 5);
    CHECK(fixture.ledger.by_item({9}, {.page = 2, .limit = 3}).items.size() == 1);
    CHECK(fixture.ledger.by_item({9}, {}, VoteSource::bootstrap).total == 1);
    CHECK(fixture.ledger.by_voter({2}, {}).items.at(0).entry.revision == 1);
    CHECK(fixture.ledger.by_voter({3}, {}).total == 0);
    CHECK(fixture.ledger.history({3}).size() == 2);
}

TEST_CASE("an answer is kept together with the votes it is about", "[voting][contract]")
{
    LedgerFixture fixture;
    std::array const records{a_vote(1, 1, 1, 1)};
    auto const hook = [](std::vector<bool> const& inserted) {
        return std::vector{IdempotencyRow{
            .owner = "me",
            .key = "k",
            .fingerprint = "f",
            .status = !inserted.empty() && inserted.front() ? 200U : 409U,
            .content_type = "application/json",
            .body = "{}"
        }};
    };
    constexpr sql::Statement kStatus{
        .name = "test.kept_status",
        .sql = "select status from platform_idempotency where owner = 'me'",
        .columns = {sql::Column::integer}
    };

    CHECK(fixture.ledger.append(records, hook).inserted == std::vector{true});
    CHECK(fixture.ledger.append(records, hook).inserted == std::vector{false});

    CHECK(fixture.database->read([&](sql::Session& s) { return s.number(kStatus); }) == 200);
    CHECK(fixture.ledger.append({}, hook).status == Status::stored);
}

TEST_CASE("of twenty writers that want the same vote one wins", "[voting][contract]")
{
    LedgerFixture fixture;
    std::atomic<int> winners{0};
    std::vector<std::thread> threads;

    for (int writer = 1; writer <= 20; ++writer) {
        threads.emplace_back([&fixture, &winners, writer] {
            std::array const records{a_vote(1, 1, writer, 1), a_vote(2, writer, writer, 2)};
            auto const outcome = fixture.ledger.append(records);
            if (outcome.status == Status::stored && outcome.inserted.at(1)) {
                winners += outcome.inserted.at(0) ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(winners == 1);
    CHECK(fixture.ledger.count() == 21);
}

}  // namespace upbeat::voting
