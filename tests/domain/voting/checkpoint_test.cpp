#include <upbeat/domain/voting/checkpoint.hpp>

#include <algorithm>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <upbeat/domain/voting/bytes.hpp>

#include "random_history.hpp"

using namespace upbeat;
using namespace upbeat::voting;

namespace {

// A checkpoint of few slots a piece, with any number of entries folded between two pieces.
struct Taken {
    CheckpointHead head{};
    std::vector<std::string> chunks{};

    template <class Between>
    Taken(VotingProjection const& projection, Between&& between)
        : head{begin_checkpoint(projection).value()}
    {
        between();
        for (Slot first = 0; first < head.items; first += 3) {
            chunks.push_back(copy_items(projection, head, first, 3));
            between();
        }
        for (Slot first = 0; first < head.voters; first += 2) {
            chunks.push_back(copy_voters(projection, head, first, 2));
            between();
        }
        chunks.push_back(copy_networks(projection, head));
        head.chunks = chunks.size();
    }
};

VotingProjection facts_only(RandomHistory const& history)
{
    VotingProjection projection{history.end()};
    projection.begin_load();
    std::ranges::for_each(history.items(), [&](auto const& f) { projection.put_item(f); });
    std::ranges::for_each(history.voters(), [&](auto const& f) { projection.put_voter(f); });
    return projection;
}

// Folds the tail behind the head, as the ledger gives it: by writer and number.
void fold_tail(CheckpointLoad& load, RandomHistory const& history, CheckpointHead const& head)
{
    for (auto const& entry : history.entries()) {
        auto const place = head.positions.find(entry.writer);
        if (place == head.positions.end() || entry.seq > place->second) {
            load.fold(entry);
        }
    }
}

}  // namespace

TEST_CASE(
    "a checkpoint taken in pieces while votes come, and the tail, are the whole ledger",
    "[voting][domain][property]"
)
{
    CHECK(rc::check("checkpoint + tail == fold", [] {
        RandomHistory const history{*rc::gen::scale(8.0, rc::gen::arbitrary<std::vector<Move>>())};
        auto const& entries = history.entries();
        auto running = history.populated(history.begin());
        std::size_t next = 0;
        auto const fold_some = [&](std::size_t most) {
            for (; most > 0 && next < entries.size(); --most, ++next) {
                running.advance(entries[next].at);
                running.fold(entries[next]);
            }
        };
        fold_some(*rc::gen::inRange<std::size_t>(0, entries.size() + 1));
        Taken const taken{running, [&] { fold_some(*rc::gen::inRange<std::size_t>(0, 4)); }};
        auto const head = head_of(text_of(taken.head));
        RC_ASSERT(head.has_value());

        auto loaded = facts_only(history);
        CheckpointLoad load{loaded, *head};
        for (auto const& chunk : taken.chunks) {
            RC_ASSERT(load.take(chunk));
        }
        RC_ASSERT(load.complete());
        fold_tail(load, history, *head);
        loaded.finish_load(history.end());

        RC_ASSERT(loaded == history.rebuilt(history.end()));
    }));
}

TEST_CASE("a damaged piece of a checkpoint is refused", "[voting][domain]")
{
    std::vector<Move> moves;
    for (int i = 0; i < 60; ++i) {
        moves.emplace_back(i % 12, i % 7, i * 5, 7);
    }
    RandomHistory const history{moves};
    auto const running = history.folded();
    Taken const taken{running, [] {}};

    for (auto const& chunk : taken.chunks) {
        for (std::size_t place = 0; place < chunk.size(); place += 11) {
            auto loaded = facts_only(history);
            CheckpointLoad load{loaded, taken.head};
            auto changed = chunk;
            changed[place] = static_cast<char>(changed[place] ^ 4);
            REQUIRE_FALSE(load.take(changed));
            REQUIRE_FALSE(load.take(std::string_view{chunk}.substr(0, place)));
        }
    }
    auto loaded = facts_only(history);
    CheckpointLoad load{loaded, taken.head};
    CHECK(load.take(taken.chunks.front()));
    CHECK_FALSE(load.complete());
    CHECK_FALSE(head_of(""));
    CHECK_FALSE(head_of(text_of(taken.head) + "x"));
}

TEST_CASE("no copy is taken of what could not be told from it", "[voting][domain]")
{
    RandomHistory const history{{}};
    auto projection = history.populated(history.begin());
    CHECK(begin_checkpoint(projection));
    projection.fold(
        {.item = ItemNum{100}, .voter = VoterNum{1}, .at = history.begin() + std::chrono::hours{9}}
    );
    CHECK_FALSE(begin_checkpoint(projection));
    projection.advance(history.begin() + std::chrono::hours{9});
    CHECK(begin_checkpoint(projection));
    projection.note_late(VoterNum{1});
    CHECK_FALSE(begin_checkpoint(projection));
}

TEST_CASE("numbers of a checkpoint come back as they were", "[voting][domain]")
{
    std::vector<std::int64_t> const numbers{
        0, 1, -1, 63, 64, -64, -65, 1 << 20, INT64_MAX, INT64_MIN
    };
    BytesOut out;
    for (auto const number : numbers) {
        out.whole(number)
            .number(static_cast<std::uint64_t>(number))
            .fixed(static_cast<std::uint64_t>(number));
    }
    BytesIn in{out.text()};
    for (auto const number : numbers) {
        CHECK(in.whole() == number);
        CHECK(in.number() == static_cast<std::uint64_t>(number));
        CHECK(in.fixed() == static_cast<std::uint64_t>(number));
    }
    CHECK(in.at_end());
    in.number();
    CHECK_FALSE(in.ok());
}
