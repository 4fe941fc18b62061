#include <upbeat/domain/voting/detectors.hpp>

#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/domain/voting/voter_standing.hpp>

using namespace upbeat;
using namespace upbeat::voting;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);

// An agent that votes `count` times, every `pace`, on items of their own.
VoterStanding voter_at(int count, std::chrono::milliseconds pace, Direction direction)
{
    VoterStanding voter{{VoterNum{1}, OwnerNum{1}, kStart - std::chrono::days{300}, false}};
    for (int i = 0; i < count; ++i) {
        LedgerEntry entry{.item = ItemNum{i + 1}, .voter = VoterNum{1}, .direction = direction};
        entry.at = kStart + i * pace;
        entry.flags.set_platform(1);
        voter.fold(entry);
    }
    return voter;
}

}  // namespace

TEST_CASE("ten earlier votes in a minute are a burst, nine are none", "[voting][domain]")
{
    CHECK_FALSE(bursts(9));
    CHECK(bursts(10));
    using namespace std::chrono_literals;
    auto const flags = [](int earlier, std::chrono::milliseconds pace) {
        return voter_at(earlier, pace, Direction::up).inspect(kStart + earlier * pace);
    };
    CHECK_FALSE(flags(9, 1s).has(EntryFlags::kBurst));
    CHECK(flags(10, 1s).has(EntryFlags::kBurst));
    CHECK(flags(10, 5'990ms).has(EntryFlags::kBurst));
    CHECK_FALSE(flags(10, 6s).has(EntryFlags::kBurst));
}

TEST_CASE("fifty-one earlier votes in five minutes are a flood, fifty are none", "[voting][domain]")
{
    CHECK_FALSE(floods(50));
    CHECK(floods(51));
}

TEST_CASE("forty earlier votes in a minute are a fast burst", "[voting][domain]")
{
    using namespace std::chrono_literals;
    CHECK_FALSE(bursts_fast(39));
    CHECK(bursts_fast(40));
    auto const fast = [](int earlier, std::chrono::milliseconds pace) {
        return voter_at(earlier, pace, Direction::up).bursts_fast(kStart + earlier * pace);
    };
    CHECK_FALSE(fast(39, 100ms));
    CHECK(fast(40, 100ms));
    // The shipped clients vote every two seconds, whatever they vote on.
    CHECK_FALSE(fast(200, 2s));
}

TEST_CASE("twenty votes in one direction are a signal, and a reason beside a burst", "[voting]")
{
    CHECK_FALSE(goes_one_way(19, 0, 0));
    CHECK(goes_one_way(20, 0, 0));
    CHECK(goes_one_way(0, 20, 0));
    CHECK_FALSE(goes_one_way(100, 1, 0));
    CHECK_FALSE(goes_one_way(100, 0, 1));
    using namespace std::chrono_literals;
    auto const slow = voter_at(30, 1h, Direction::up);
    CHECK(slow.one_way());
    CHECK(slow.inspect(kStart + 30h) == EntryFlags{});
    CHECK(voter_at(30, 1s, Direction::up).inspect(kStart + 30s).has(EntryFlags::kUnidirectional));
}

TEST_CASE("twenty intervals of one length are a metronome", "[voting][domain]")
{
    CHECK(keeps_time(std::vector<std::uint16_t>(20, 200)));
    CHECK_FALSE(keeps_time(std::vector<std::uint16_t>(19, 200)));
    CHECK_FALSE(keeps_time(std::vector<std::uint16_t>(30, 0)));
    std::vector<std::uint16_t> swinging;
    for (int i = 0; i < 20; ++i) {
        swinging.push_back(i % 2 == 0 ? 980 : 1'020);  // a coefficient of 0.02, and not below
    }
    CHECK_FALSE(keeps_time(swinging));
    swinging[0] = 1'000;
    CHECK(keeps_time(swinging));
    using namespace std::chrono_literals;
    CHECK(voter_at(21, 10s, Direction::up).steady());
    CHECK_FALSE(voter_at(20, 10s, Direction::up).steady());
}

TEST_CASE("four fifths of ten votes for one platform are a signal", "[voting][domain]")
{
    CHECK_FALSE(prefers_one_platform(9, 9));
    CHECK(prefers_one_platform(8, 10));
    CHECK_FALSE(prefers_one_platform(7, 10));
    CHECK(voter_at(10, std::chrono::hours{1}, Direction::up).one_platform());
}

TEST_CASE("a tail is the chance of as many hits or more", "[voting][domain]")
{
    CHECK(tail_probability(6, 6, 0.5) == Approx(1.0 / 64));
    CHECK(tail_probability(6, 5, 0.5) == Approx(7.0 / 64));
    CHECK(tail_probability(6, 0, 0.01) == 1);
    CHECK(tail_probability(6, 7, 0.5) == 0);
    CHECK(tail_probability(6, 6, 1.0) == 1);
    CHECK(tail_probability(6, 1, 0.0) == 0);
    CHECK(tail_probability(2'000, 200, 0.1) == Approx(0.51).margin(0.02));
}

TEST_CASE("every detector has a word, and only signals have no consequence", "[voting][domain]")
{
    for (int i = 0; i <= static_cast<int>(Detector::administrator); ++i) {
        auto const detector = static_cast<Detector>(i);
        CHECK(parse_detector(to_word(detector)) == detector);
        CHECK_FALSE((is_signal(detector) && can_block(detector)));
    }
    CHECK_FALSE(parse_detector("guess"));
}
