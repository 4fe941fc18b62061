#include <upbeat/domain/kernel/look_back.hpp>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart{1'000s};

}  // namespace

TEST_CASE("the first look for changes reads the whole overlap", "[kernel][domain]")
{
    LookBack const back{kStart};

    CHECK(back.from(kStart + 20ms) == kStart - LookBack::kWhole);
}

TEST_CASE("looks are glances, and the whole overlap is read again soon", "[kernel][domain]")
{
    LookBack back{kStart};
    back.looked(kStart);
    auto wholes = 0;

    for (auto now = kStart + 250ms; now <= kStart + 30s; now += 250ms) {
        auto const from = back.from(now);
        auto const last = now - 250ms;
        // No look leaves a gap behind the one before.
        REQUIRE(from <= last - LookBack::kGlance);
        REQUIRE(from >= last - LookBack::kWhole);
        wholes += from == last - LookBack::kWhole ? 1 : 0;
        back.looked(now);
    }

    CHECK(wholes == 10);
}

TEST_CASE("a look that failed is made again in full", "[kernel][domain]")
{
    LookBack back{kStart};
    back.looked(kStart);

    auto const due = kStart + LookBack::kBetweenWhole;
    CHECK(back.from(due) == kStart - LookBack::kWhole);
    CHECK(back.from(due + 1s) == kStart - LookBack::kWhole);
}

TEST_CASE("a clock that goes back reads nothing twice as new", "[kernel][domain]")
{
    LookBack back{kStart};
    back.looked(kStart);
    back.looked(kStart - 5s);

    CHECK(back.oldest() == kStart - LookBack::kWhole);
}
