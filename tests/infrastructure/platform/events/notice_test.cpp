#include <upbeat/infrastructure/platform/events/notice.hpp>

#include <chrono>
#include <limits>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/platform/events/notice_book.hpp>

namespace upbeat::platform {
namespace {

constexpr std::uint64_t kOwn = 1;
constexpr std::uint64_t kOther = 2;

NoticeBook::Instant at(std::chrono::milliseconds since)
{
    return NoticeBook::Instant{std::chrono::hours{1}} + since;
}

Notice votes_of(std::uint64_t node, std::uint64_t seq)
{
    return {node, seq, topics(Topic::votes)};
}

}  // namespace

TEST_CASE("a notice is read as it was written", "[platform][infrastructure]")
{
    auto const notice =
        Notice{std::numeric_limits<std::uint64_t>::max(), 17, Topic::keys | Topic::votes};

    CHECK(parse_notice(to_text(notice)) == notice);
    CHECK(to_text({0xab, 3, 4}) == "1 ab 3 4");
}

TEST_CASE("what is no notice is passed over", "[platform][infrastructure]")
{
    for (auto const* const text :
         {"", "1", "1 ab 3", "1 ab 3 4 5", "2 ab 3 4", "1 xy 3 4", "1 ab -3 4", "hello"}) {
        CHECK_FALSE(parse_notice(text));
    }
}

TEST_CASE("a notice that follows the last one says where to look", "[platform][infrastructure]")
{
    auto book = NoticeBook{kOwn};
    book.take(votes_of(kOther, 5), at({}));

    CHECK(book.take(votes_of(kOther, 6), at({})) == topics(Topic::votes));
    CHECK(book.take({kOther, 7, kNoTopic}, at({})) == kNoTopic);
}

TEST_CASE("after a missing notice everything is looked at", "[platform][infrastructure]")
{
    auto book = NoticeBook{kOwn};
    book.take(votes_of(kOther, 5), at({}));

    CHECK(book.take(votes_of(kOther, 7), at({})) == kAllTopics);
    CHECK(book.take(votes_of(kOther, 8), at({})) == topics(Topic::votes));
}

TEST_CASE(
    "of a sign of life that follows a lost notice a node learns of the loss",
    "[platform][infrastructure]"
)
{
    auto book = NoticeBook{kOwn};
    book.take(votes_of(kOther, 5), at({}));

    CHECK(book.take({kOther, 7, kNoTopic}, at({})) == kAllTopics);
}

TEST_CASE(
    "of a node that is heard for the first time everything is looked at",
    "[platform][infrastructure]"
)
{
    auto book = NoticeBook{kOwn};

    CHECK(book.take({kOther, 1, kNoTopic}, at({})) == kAllTopics);
}

TEST_CASE("own notices only show that the line carries", "[platform][infrastructure]")
{
    using namespace std::chrono_literals;
    auto book = NoticeBook{kOwn};
    CHECK_FALSE(book.echoed_within(1s, at({})));

    CHECK(book.take(votes_of(kOwn, 1), at({})) == kNoTopic);

    CHECK(book.echoed_within(1s, at(1s)));
    CHECK_FALSE(book.echoed_within(1s, at(1001ms)));
}

TEST_CASE("nodes that fell silent are forgotten", "[platform][infrastructure]")
{
    using namespace std::chrono_literals;
    auto book = NoticeBook{kOwn};
    for (std::uint64_t node = 2; node < 100; ++node) {
        book.take(votes_of(node, 1), at({}));
    }

    book.take(votes_of(1000, 1), at(2min));

    CHECK(book.nodes() == 1);
}

}  // namespace upbeat::platform
