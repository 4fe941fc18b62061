#include <upbeat/infrastructure/voting/vote_admission.hpp>

#include <catch2/catch.hpp>

using namespace upbeat::voting;
using namespace std::chrono_literals;

namespace {

VoteBatchReport batch(std::size_t intents, std::chrono::milliseconds took)
{
    return {.groups = intents, .intents = intents, .took = took};
}

}  // namespace

TEST_CASE("what one batch takes is let in, however slow the writer is", "[voting]")
{
    VoteAdmission admission{{.longest_wait = 100ms, .always = 1000}};

    for (int i = 0; i < 100; ++i) {
        admission.note(batch(500, 5s));
    }

    CHECK_FALSE(admission.refuses(999));
    CHECK(admission.refuses(1000));
}

TEST_CASE("a fast writer lets so many wait as it decides within the limit", "[voting]")
{
    VoteAdmission admission{{.longest_wait = 100ms, .always = 10}};

    for (int i = 0; i < 100; ++i) {
        admission.note(batch(1000, 20ms));  // fifty thousand a second
    }

    CHECK_FALSE(admission.refuses(4'900));
    CHECK(admission.refuses(5'100));
}

TEST_CASE("single votes and failed batches say nothing about how fast a writer is", "[voting]")
{
    VoteAdmission admission{{.longest_wait = 100ms, .always = 10}};
    admission.note(batch(1000, 20ms));
    auto const before = admission.most();

    admission.note(batch(1, 50ms));
    auto failed = batch(1000, 10s);
    failed.failed = true;
    admission.note(failed);

    CHECK(admission.most() == before);
}
