#include <upbeat/apps/measure/vote_patterns.hpp>

#include <set>

#include <catch2/catch.hpp>

namespace upbeat::apps {
namespace {

constexpr std::int64_t kAgents = 30;
constexpr std::int64_t kTracks = 12;

}  // namespace

TEST_CASE("no pattern of votes gives a pair twice before all are used up", "[bench]")
{
    for (auto pattern :
         {uniform_votes(kAgents, kTracks), hot_votes(kAgents, kTracks), zipf_votes(kAgents, kTracks)
         }) {
        auto pairs = std::set<std::pair<std::int64_t, std::int64_t>>{};
        for (auto i = std::int64_t{}; i < kAgents * kTracks; ++i) {
            auto const [agent, track] = pattern();
            CHECK((agent >= 0 && agent < kAgents && track >= 0 && track < kTracks));
            pairs.insert({agent, track});
        }
        CHECK(pairs.size() == static_cast<std::size_t>(kAgents * kTracks));
        CHECK_THROWS(pattern());
    }
}

TEST_CASE("a hot pattern stays on one track until all have voted", "[bench]")
{
    auto pattern = on_tracks_after(100, hot_votes(kAgents, kTracks));

    for (auto i = std::int64_t{}; i < kAgents; ++i) {
        CHECK(pattern().second == 100);
    }
    CHECK(pattern().second == 101);
}

TEST_CASE("a vote's request says how long its body is", "[bench]")
{
    auto const keys = std::vector<std::string>(kAgents, "a-key");
    auto const next = vote_requests(uniform_votes(kAgents, kTracks), keys);

    for (auto i = 0; i < 12; ++i) {
        auto text = std::string{};
        next(text);
        auto const body = text.substr(text.find("\r\n\r\n") + 4);
        CHECK(text.find("Content-Length: " + std::to_string(body.size()) + "\r\n") != text.npos);
        CHECK(body.starts_with(R"({"item_type":"song","item_id":"demo-track-)"));
    }
}

}  // namespace upbeat::apps
