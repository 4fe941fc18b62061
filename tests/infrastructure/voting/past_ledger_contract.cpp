#include <algorithm>
#include <array>

#include <catch2/catch.hpp>

#include <upbeat/application/voting/chart_archive.hpp>
#include <upbeat/infrastructure/voting/past_statements.hpp>
#include <upbeat/infrastructure/voting/sql_past_ledger.hpp>
#include <upbeat/infrastructure/voting/status_history_gateway.hpp>
#include <upbeat/tests/support/voting/recorded_run.hpp>

#include "ledger_fixture.hpp"
#include "sql_voting.hpp"

namespace upbeat::testing {
namespace {

using namespace voting;

std::vector<std::int64_t> numbers_of(std::vector<LedgerEntry> const& entries)
{
    std::vector<std::int64_t> numbers;
    std::ranges::transform(entries, std::back_inserter(numbers), &LedgerEntry::seq);
    return numbers;
}

}  // namespace

TEST_CASE("charts of the past come out of the tables as they stood", "[voting][contract][property]")
{
    FreshDatabase database{engine_under_test()};
    Deployment deployment{8, 9};
    Node node{*database, deployment};
    SqlPastLedger past{*database};
    MemoryStatuses statuses;
    ChartArchive archive{
        {past, statuses, node.voting.state, deployment.catalog, deployment.clock},
        {.patience = std::chrono::seconds{60}}
    };
    std::vector<RegisteredVoter> voters;
    std::vector<ItemFacts> facts;
    for (int i = 1; i <= 8; ++i) {
        voters.push_back(
            {.num = {i}, .agent_id = "agent-" + std::to_string(i), .tier = Tier::enterprise}
        );
        facts.push_back(
            {.num = {i},
             .created_at = deployment.clock.now() - std::chrono::days{30},
             .id = "item-" + std::to_string(i),
             .platform = "suno"}
        );
    }
    RecordedRun run{
        {node.voting, node.ledger, deployment.clock, deployment.catalog, statuses, voters, facts},
        17
    };

    run.play(150);
    CHECK(run.differences(archive).empty());
    run.play(100);
    CHECK(run.differences(archive).empty());
    CHECK(run.recorded() > 30);
}

TEST_CASE("the past is read from where it was left, writer by writer", "[voting][contract]")
{
    LedgerFixture fixture;
    SqlPastLedger past{*fixture.database};
    std::vector<LedgerRecord> const first{a_vote(1, 1, 4, 10), a_vote(2, 1, 5, 3)};
    REQUIRE(fixture.ledger.append(first).inserted.size() == 2);

    std::size_t seen = 0;
    auto const count = [&](auto entries) {
        seen += entries.size();
        return true;
    };
    auto const positions = past.read({}, count);
    CHECK(positions == PastLedger::Positions{{4, 10}, {5, 3}});
    CHECK(seen == 2);

    REQUIRE(fixture.ledger.append(std::array{a_vote(3, 1, 5, 9)}).inserted.size() == 1);
    REQUIRE(fixture.ledger.append(std::array{a_vote(3, 2, 6, 1)}).inserted.size() == 1);
    CHECK(past.read(positions, count) == PastLedger::Positions{{4, 10}, {5, 9}, {6, 1}});
    CHECK(seen == 4);
}

TEST_CASE("a reader that has enough keeps its place", "[voting][contract]")
{
    LedgerFixture fixture;
    SqlPastLedger past{*fixture.database};
    REQUIRE(fixture.ledger.append(std::array{a_vote(1, 1, 4, 10)}).inserted.size() == 1);

    CHECK(past.read({}, [](auto) { return false; }).empty());
}

TEST_CASE("a voter's life ends before the vote that is asked about", "[voting][contract]")
{
    LedgerFixture fixture;
    SqlPastLedger past{*fixture.database};
    std::vector<LedgerRecord> const votes{
        a_vote(1, 1, 4, 10, 100),
        a_vote(2, 1, 3, 7, 200),
        a_vote(3, 1, 4, 11, 200),
        a_vote(4, 1, 4, 12, 300),
        a_vote(5, 2, 4, 13, 150)
    };
    REQUIRE(fixture.ledger.append(votes).inserted.size() == 5);

    CHECK(
        numbers_of(past.life({1}, votes[3].entry.position(), 9)) ==
        std::vector<std::int64_t>{10, 7, 11}
    );
    CHECK(
        numbers_of(past.life({1}, votes[2].entry.position(), 9)) == std::vector<std::int64_t>{10, 7}
    );
    CHECK(
        numbers_of(past.life({1}, votes[3].entry.position(), 1)) == std::vector<std::int64_t>{10}
    );
}

TEST_CASE("all revisions of some votes come in their order", "[voting][contract]")
{
    LedgerFixture fixture;
    SqlPastLedger past{*fixture.database};
    auto change = a_vote(1, 1, 4, 12, 400);
    change.entry.revision = 1;
    change.entry.reason = Reason::changed;
    std::vector<LedgerRecord> const votes{
        a_vote(1, 1, 4, 10, 100), a_vote(1, 2, 4, 11, 200), change
    };
    REQUIRE(fixture.ledger.append(votes).inserted.size() == 3);

    std::array const keys{VoteKey{{1}, {2}}, VoteKey{{1}, {1}}, VoteKey{{9}, {9}}};
    CHECK(numbers_of(past.revisions(keys)) == std::vector<std::int64_t>{10, 11, 12});
    CHECK(past.revisions({}).empty());
}

TEST_CASE("the votes with which a detector fired are known", "[voting][contract]")
{
    LedgerFixture fixture;
    SqlPastLedger past{*fixture.database};
    auto flagged = a_vote(2, 7, 4, 11, 200);
    flagged.entry.flags.set(EntryFlags::kFlagged);
    REQUIRE(fixture.ledger.append(std::array{a_vote(1, 7, 4, 10), flagged}).inserted.size() == 2);

    auto const found = past.flagged();
    REQUIRE(found.size() == 1);
    CHECK(found.front() == std::pair{VoterNum{7}, flagged.entry.at});
}

TEST_CASE("the engine accepts every statement about the past", "[voting][contract]")
{
    FreshDatabase const database{engine_under_test()};
    database->read([](sql::Session& session) {
        for (auto const* const statement : sql_text::kPastStatements) {
            INFO(statement->name);
            CHECK_NOTHROW(session.prepare(*statement));
        }
    });
}

}  // namespace upbeat::testing
