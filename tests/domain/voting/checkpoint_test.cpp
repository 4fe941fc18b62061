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

std::string sealed(BytesOut& body)
{
    return body.fixed(checksum(body.text())).take();
}

// Whether a piece that is whole, as far as its checksum says, is taken.
bool is_taken(BytesOut body)
{
    VotingProjection projection{Timestamp{}};
    projection.begin_load();
    return CheckpointLoad{projection, CheckpointHead{}}.take(sealed(body));
}

// The beginning of a piece: its kind, its version, no positions.
BytesOut piece_of(std::uint64_t kind)
{
    return BytesOut{}.number(kind).whole(1).number(0);
}

BytesOut& add_item(BytesOut& out, std::int64_t num, std::uint64_t up)
{
    out.number(1).whole(num).number(1);
    return out.number(up).number(0).number(0).number(0).whole(0).whole(0);
}

// An item with the cells of two hours, the second one so many hours later.
BytesOut item_with_hours(std::int64_t apart, std::int64_t weighted)
{
    auto out = piece_of(1);
    add_item(out, 7, 2).number(2);
    for (auto const hour : {std::int64_t{480'000}, apart}) {
        out.whole(hour).number(1).number(0).number(0).whole(weighted);
    }
    return out.number(0);
}

// A voter of whom everything is zero but the places in its tables.
BytesOut voter_with(int ring_size, int ring_next, int times_size, int times_next)
{
    auto out = piece_of(2);
    out.number(1).whole(0).whole(0);
    for (int field = 0; field < 18; ++field) {
        out.whole(field == 0 || field == 6 ? 1 : 0);
    }
    out.whole(ring_size).whole(ring_next).whole(0).whole(times_size).whole(times_next);
    auto const in_use = std::min(ring_size, 200);
    auto const numbers = (in_use + 7) / 8 + (in_use + 1) / 2 + 32 + 16;
    for (int number = 0; number < numbers + (times_size > 0 ? 51 : 0); ++number) {
        out.whole(0);
    }
    return out.number(0);
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

TEST_CASE("what no item can be is refused, though its checksum is right", "[voting][domain]")
{
    REQUIRE(is_taken(item_with_hours(1, 10'000)));
    // The same hour again, an hour before, none that there will ever be.
    CHECK_FALSE(is_taken(item_with_hours(0, 10'000)));
    CHECK_FALSE(is_taken(item_with_hours(-1, 10'000)));
    CHECK_FALSE(is_taken(item_with_hours(INT32_MAX, 10'000)));
    // Weights that would take gigabytes.
    CHECK_FALSE(is_taken(item_with_hours(1, INT64_MAX)));
    CHECK_FALSE(is_taken(item_with_hours(1, INT64_MIN)));

    auto once = piece_of(1);
    CHECK(is_taken(add_item(once, 7, 2).number(0).number(0)));
    auto twice = piece_of(1);
    add_item(twice, 7, 2).number(0);
    CHECK_FALSE(is_taken(add_item(twice, 7, 2).number(0).number(0)));
    auto too_great = piece_of(1);
    CHECK_FALSE(is_taken(add_item(too_great, 7, std::uint64_t{1} << 32U).number(0).number(0)));
    auto more_than_there_are = piece_of(1);
    CHECK_FALSE(is_taken(add_item(more_than_there_are, 7, 2).number(1'000'000).number(0)));
}

TEST_CASE("what no voter can be is refused, though its checksum is right", "[voting][domain]")
{
    REQUIRE(is_taken(voter_with(3, 3, 2, 2)));
    REQUIRE(is_taken(voter_with(200, 17, 51, 50)));
    // Places outside of the tables, and a ring that has places free behind it.
    CHECK_FALSE(is_taken(voter_with(201, 17, 51, 50)));
    CHECK_FALSE(is_taken(voter_with(200, 200, 51, 50)));
    CHECK_FALSE(is_taken(voter_with(3, 17, 2, 2)));
    CHECK_FALSE(is_taken(voter_with(3, 3, 52, 2)));
    CHECK_FALSE(is_taken(voter_with(3, 3, 2, 51)));
}

TEST_CASE("what no list of networks can be is refused", "[voting][domain]")
{
    auto const networks = [](std::uint64_t one, std::uint64_t other, std::uint64_t last) {
        auto out = piece_of(3);
        out.whole(20'000).number(1).fixed(one).number(4);
        return out.number(1).fixed(other).number(5).number(last);
    };
    CHECK(is_taken(networks(11, 12, 0)));
    CHECK_FALSE(is_taken(networks(11, 11, 0)));
    CHECK_FALSE(is_taken(networks(11, 12, 2)));
}

TEST_CASE("a head says each writer once, in their order", "[voting][domain]")
{
    auto const head = [](std::int64_t one, std::int64_t other) {
        auto out = BytesOut{}.number(9).whole(0).number(1).number(1).number(3).number(2);
        return head_of(sealed(out.whole(one).whole(5).whole(other).whole(6)));
    };
    CHECK(head(1, 2));
    CHECK_FALSE(head(2, 1));
    CHECK_FALSE(head(2, 2));
    CHECK_FALSE(head(1, std::int64_t{1} << 40U));
}

TEST_CASE("a number has one way to be written", "[voting][domain]")
{
    using namespace std::string_view_literals;
    auto const is_read = [](std::string_view bytes) {
        BytesIn in{bytes};
        in.number();
        return in.at_end();
    };
    CHECK(is_read("\0"sv));
    CHECK(is_read("\x80\x01"sv));
    CHECK(is_read("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv));
    // A zero in front, and more than 64 bits.
    CHECK_FALSE(is_read("\x80\0"sv));
    CHECK_FALSE(is_read("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"sv));
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
