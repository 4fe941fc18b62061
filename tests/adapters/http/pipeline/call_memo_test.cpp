#include <upbeat/adapters/http/call_memo.hpp>

#include <memory>
#include <string>

#include <catch2/catch.hpp>

namespace upbeat::http {
namespace {

constexpr std::uint64_t kOwner = 7;

// Asks twice, as two clients would.
void offer_twice(CallMemo& memo, Route const& route, std::string const& target)
{
    for (int i = 0; i < 2; ++i) {
        auto call = std::make_unique<Call>();
        memo.offer(kOwner, target, route, call);
    }
}

}  // namespace

TEST_CASE("a target that comes twice is known from then on", "[http]")
{
    CallMemo memo;
    Route const route;
    auto first = std::make_unique<Call>();
    memo.offer(kOwner, "/top?limit=3", route, first);
    CHECK(first != nullptr);
    CHECK(memo.find(kOwner, "/top?limit=3").call == nullptr);

    offer_twice(memo, route, "/top?limit=3");

    CHECK(memo.find(kOwner, "/top?limit=3").call != nullptr);
    CHECK(memo.find(kOwner, "/top?limit=3").route == &route);
    CHECK(memo.find(kOwner, "/top?limit=4").call == nullptr);
}

TEST_CASE("one pipeline's calls are not another's", "[http]")
{
    CallMemo memo;
    Route const route;
    offer_twice(memo, route, "/trending");

    CHECK(memo.find(kOwner + 1, "/trending").call == nullptr);
}

TEST_CASE("a target of any length does not fill the memory", "[http]")
{
    CallMemo memo;
    Route const route;
    auto const target = "/" + std::string(10'000, 'a');
    offer_twice(memo, route, target);

    CHECK(memo.find(kOwner, target).call == nullptr);
}

}  // namespace upbeat::http
