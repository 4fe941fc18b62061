#include <random>

#include <catch2/catch.hpp>

#include <upbeat/application/voting/mend_voters.hpp>
#include <upbeat/application/voting/write_checkpoint.hpp>
#include <upbeat/domain/voting/difference.hpp>
#include <upbeat/tests/support/voting/memory_checkpoints.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using namespace upbeat::testing;
using Outcome = CheckpointReport::Outcome;

namespace {

constexpr auto kGoOn = [] { return true; };

// A bench with many items and voters, whose node writes checkpoints.
struct CheckpointBench : VotingBench {
    CheckpointBench()
    {
        for (int i = 0; i < 3'000; ++i) {
            track("more-" + std::to_string(i));
        }
        for (int i = 0; i < 700; ++i) {
            voters_made.push_back(agent("voter-" + std::to_string(i), Tier::enterprise));
        }
    }

    void vote(int count)
    {
        for (int i = 0; i < count; ++i) {
            auto const item = "more-" + std::to_string(random() % 3'000);
            auto wanted = intent(
                voters_made[random() % voters_made.size()],
                item,
                static_cast<Direction>(static_cast<int>(random() % 3) - 1),
                random() % 4 == 0 ? Operation::change : Operation::cast
            );
            wanted.network = 1 + random() % 40;
            execute({wanted});
            clock.advance(std::chrono::seconds{random() % 200});
        }
    }

    RebuildReport restart(VotingState& fresh)
    {
        return RebuildState{{ledger, items, voters, adjustments, fresh, clock, &store}}.execute();
    }

    // Whether a node that starts from the checkpoint holds what one does that reads everything.
    bool restarts_the_same(RebuildReport* report = nullptr)
    {
        VotingState fresh{clock.now()};
        auto const made = restart(fresh);
        if (report != nullptr) {
            *report = made;
        }
        auto const digest = fresh.read([](VotingProjection const& p) { return p.digest(); });
        return digest == rebuilt_digest() && digest == running_digest();
    }

    MemoryCheckpoints store{};
    WriteCheckpoint write{voting.state, store, clock};
    std::vector<RegisteredVoter> voters_made{};
    std::mt19937 random{3};
};

}  // namespace

TEST_CASE("a start from a checkpoint and the tail equals one from the ledger", "[voting]")
{
    CheckpointBench bench;
    bench.vote(600);
    auto const report = bench.write.execute(1, [&] {
        bench.vote(3);  // while it is being written
        return true;
    });
    REQUIRE(report.outcome == Outcome::written);
    CHECK(report.chunks == 6);
    bench.vote(200);

    RebuildReport made;
    CHECK(bench.restarts_the_same(&made));
    CHECK(made.checkpointed == static_cast<std::int64_t>(report.entries));
    CHECK(made.checkpointed > 0);
    CHECK(made.checkpointed + made.entries == bench.ledger.count());
    CHECK(made.checkpoint_refused.empty());
}

TEST_CASE("a checkpoint that breaks off leaves the one before", "[voting]")
{
    CheckpointBench bench;
    bench.vote(300);
    auto const first = bench.write.execute(1, kGoOn);
    REQUIRE(first.outcome == Outcome::written);
    bench.vote(100);

    SECTION("because the node stops")
    {
        int left = 3;
        CHECK(bench.write.execute(1, [&] { return left-- > 0; }).outcome == Outcome::given_up);
    }
    SECTION("because the node dies in the middle of it")
    {
        auto const generation = bench.store.begin(1, bench.clock.now());
        REQUIRE(bench.store.put(*generation, 0, "half", bench.clock.now()));
        CHECK(bench.write.execute(1, kGoOn).outcome == Outcome::busy);
    }
    SECTION("because another node takes the lease")
    {
        int calls = 0;
        auto const report = bench.write.execute(1, [&] {
            if (++calls == 2) {
                bench.store.begin(1, bench.clock.now() + CheckpointStore::kLease);
            }
            return true;
        });
        CHECK(report.outcome == Outcome::given_up);
    }
    RebuildReport made;
    CHECK(bench.restarts_the_same(&made));
    CHECK(made.checkpointed == static_cast<std::int64_t>(first.entries));
}

TEST_CASE("a checkpoint that cannot be read is passed over", "[voting]")
{
    CheckpointBench bench;
    bench.vote(200);
    REQUIRE(bench.write.execute(1, kGoOn).outcome == Outcome::written);
    SECTION("damaged")
    {
        bench.store.chunks()[2][5] = '\x7f';
    }
    SECTION("missing pieces")
    {
        bench.store.chunks().pop_back();
    }
    SECTION("of another format")
    {
        auto const generation = bench.store.begin(99, bench.clock.now());
        REQUIRE(bench.store.finish(*generation, "head"));
    }
    RebuildReport made;
    CHECK(bench.restarts_the_same(&made));
    CHECK(made.checkpointed == 0);
    CHECK_FALSE(made.checkpoint_refused.empty());
}

TEST_CASE("a checkpoint is only written when enough has happened", "[voting]")
{
    CheckpointBench bench;
    CHECK(bench.write.execute(0, kGoOn).outcome == Outcome::unchanged);
    bench.vote(50);
    REQUIRE(bench.write.execute(1, kGoOn).outcome == Outcome::written);
    CHECK(bench.write.execute(1, kGoOn).outcome == Outcome::unchanged);
}

TEST_CASE("entries whose commit is in doubt are in no checkpoint before they are known", "[voting]")
{
    CheckpointBench bench;
    bench.vote(20);
    bench.ledger.break_next(AppendOutcome::Status::unknown, true);
    bench.ledger.break_next(AppendOutcome::Status::unknown, false);
    CHECK_FALSE(bench.cast(bench.voters_made[0], "song-1"));
    REQUIRE(bench.voting.state.in_doubt());

    CHECK(bench.write.execute(1, kGoOn).outcome == Outcome::postponed);

    bench.clock.advance(std::chrono::seconds{2});
    REQUIRE(bench.cast(bench.voters_made[1], "song-1"));
    CHECK_FALSE(bench.voting.state.in_doubt());
    CHECK(bench.write.execute(1, kGoOn).outcome == Outcome::written);
    CHECK(bench.tally("song-1").up == 2);
    CHECK(bench.restarts_the_same());
}

TEST_CASE("an adjustment after the checkpoint stands in its place among the votes", "[voting]")
{
    CheckpointBench bench;
    bench.vote(300);
    auto const adjust = [&](std::int32_t target) {
        REQUIRE(bench.voting.adjust_reputation.execute(
            {.voter = bench.voters_made[0].num, .target = {target}, .reason = "r", .by = "root"}
        ));
        bench.clock.advance(std::chrono::minutes{1});
    };
    adjust(3'000);
    REQUIRE(bench.write.execute(1, kGoOn).outcome == Outcome::written);
    adjust(6'000);
    bench.vote(100);

    CHECK(bench.restarts_the_same());
}

TEST_CASE("the first difference between two states is named", "[voting]")
{
    VotingBench left;
    VotingBench right;
    auto const compare = [&] {
        return left.voting.state.read([&](VotingProjection const& a) {
            return right.voting.state.read([&](VotingProjection const& b) {
                return first_difference(a, b);
            });
        });
    };
    REQUIRE(left.cast(left.known("agent-1"), "song-2"));
    REQUIRE(right.cast(right.known("agent-1"), "song-2"));
    CHECK_FALSE(compare());
    REQUIRE(right.cast(right.known("agent-2"), "song-2", Direction::down));

    auto const found = compare();

    REQUIRE(found);
    CHECK(found->where == "item 2 (song-2)");
    CHECK(found->field == "down");
    CHECK(found->first == "0");
    CHECK(found->second == "1");
}
