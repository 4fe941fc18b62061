#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

// Votes at one instant, eleven or more: a burst.
void burst(VotingServer& server, std::string const& agent, int votes = 11)
{
    static int tracks = 0;
    for (int i = 0; i < votes; ++i) {
        auto const id = agent + "-fast-" + std::to_string(++tracks);
        server.bench.track(id);
        server.post(
            "/api/v1/vote", R"({"item_type":"song","item_id":")" + id + R"(","vote":"up"})", agent
        );
    }
}

std::string vote_of(VotingServer& server, std::string const& agent, std::string const& item)
{
    return server
        .post(
            "/api/v1/vote", R"({"item_type":"song","item_id":")" + item + R"(","vote":"up"})", agent
        )
        .at("/vote_id");
}

constexpr auto kReason = R"({"reason":"looked at it"})";

}  // namespace

TEST_CASE("an agent reads its own incidents and nobody else's", "[voting][adapters]")
{
    VotingServer server;
    burst(server, "agent-1");

    auto const own = server.get("/api/v1/agents/me/incidents", "agent-1");

    REQUIRE(own.status() == 200);
    CHECK(own.at("/total") == "1");
    CHECK(own.at("/incidents/0/detector") == "burst");
    CHECK(own.at("/incidents/0/action") == "flagged");
    CHECK(own.at("/incidents/0/facts/0/name") == "earlier_votes_in_a_minute");
    CHECK(own.at("/incidents/0/facts/0/value") == "10");
    CHECK(own.at("/incidents/0/explanation").starts_with("Ten or more votes"));
    CHECK(own.at("/incidents/0/others") == "(nothing)");
    CHECK(server.get("/api/v1/agents/me/incidents", "agent-2").at("/total") == "0");
    CHECK(server.get("/api/v1/agents/me/incidents").status() == 401);
}

TEST_CASE("an appeal is read by an administrator, who dismisses the incident", "[voting]")
{
    VotingServer server;
    burst(server, "agent-1");
    auto const id = server.get("/api/v1/agents/me/incidents", "agent-1").at("/incidents/0/id");
    auto const appeal = "/api/v1/agents/me/incidents/" + id + "/appeal";

    CHECK(server.post(appeal, R"({"text":"it was a test"})", "agent-2").status() == 404);
    CHECK(server.post(appeal, R"({"text":""})", "agent-1").status() == 422);
    CHECK(server.post(appeal, R"({"text":"it was a test"})", "agent-1").status() == 200);

    auto const appealed = server.get("/api/v1/admin/incidents?status=appealed", "root");
    CHECK(appealed.at("/total") == "1");
    CHECK(appealed.at("/incidents/0/appeal") == "it was a test");
    CHECK(appealed.at("/incidents/0/agent_id") == "agent-1");

    auto const path = "/api/v1/admin/incidents/" + id;
    CHECK(server.post(path + "/dismiss", kReason, "agent-1").status() == 403);
    CHECK(server.post(path + "/dismiss", kReason, "root").at("/status") == "dismissed");
    CHECK(server.post(path + "/dismiss", kReason, "root").status() == 409);
    CHECK(server.get(path, "root").at("/decided_by") == "root");
    CHECK(server.get("/api/v1/admin/flagged", "root").at("/count") == "0");
    CHECK(server.audit.entries.back().action == "incident.dismissed");
    CHECK(server.post(appeal, R"({"text":"again"})", "agent-1").status() == 409);
}

TEST_CASE("incidents are found by agent, detector and what followed", "[voting][adapters]")
{
    VotingServer server;
    burst(server, "agent-1");
    auto const count = [&](std::string const& query) {
        return server.get("/api/v1/admin/incidents?" + query, "root").at("/total");
    };

    CHECK(count("agent_id=agent-1") == "1");
    CHECK(count("agent_id=agent-2") == "0");
    CHECK(count("detector=burst&action=flagged&status=open") == "1");
    CHECK(count("detector=volume") == "0");
    CHECK(server.get("/api/v1/admin/incidents?agent_id=nobody", "root").status() == 404);
    CHECK(server.get("/api/v1/admin/incidents?detector=guess", "root").status() == 422);
    CHECK(server.get("/api/v1/admin/incidents/inc_0", "root").status() == 404);
    CHECK(server.get("/api/v1/admin/incidents", "agent-1").status() == 403);
}

TEST_CASE("a blocked agent is told how long, and an administrator unblocks it", "[voting]")
{
    VotingServer server;
    auto const agent = std::string{"/api/v1/admin/agents/agent-1"};
    CHECK(server.post(agent + "/block", kReason, "root").status() == 200);

    auto const refused = server.post(
        "/api/v1/vote", R"({"item_type":"song","item_id":"song-1","vote":"up"})", "agent-1"
    );

    CHECK(refused.status() == 403);
    CHECK(refused.at("/code") == "agent_blocked");
    CHECK(refused.header("retry-after") == "86400");
    CHECK(
        server.post(agent + "/unblock", kReason, "root").at("/message") == "The agent is unblocked."
    );
    CHECK(server.post("/api/v1/admin/agents/nobody/unblock", kReason, "root").status() == 404);
    CHECK(vote_of(server, "agent-1", "song-1").starts_with("vot_"));
}

TEST_CASE("an agent suspended by the ladder can appeal and nothing else", "[voting]")
{
    VotingServer server;
    server.bench.known("agent-1", Tier::enterprise);
    for (int block = 1; block <= 3; ++block) {
        burst(server, "agent-1", 41);
        server.bench.clock.advance(std::chrono::hours{25});
    }
    auto const own = server.get("/api/v1/agents/me/incidents", "agent-1");
    REQUIRE(own.status() == 200);
    REQUIRE(own.at("/incidents/0/action") == "suspended");

    auto const refused = server.get("/api/v1/me/votes", "agent-1");
    CHECK(refused.at("/code") == "agent_suspended");
    CHECK(refused.at("/detail").find("/agents/me/incidents") != std::string::npos);
    server.bench.track("another");
    CHECK(
        server
            .post(
                "/api/v1/vote", R"({"item_type":"song","item_id":"another","vote":"up"})", "agent-1"
            )
            .at("/code") == "agent_suspended"
    );
    CHECK(server.get("/api/v1/me/votes", "agent-2").status() == 200);
    auto const appeal = "/api/v1/agents/me/incidents/" + own.at("/incidents/0/id") + "/appeal";
    CHECK(server.post(appeal, R"({"text":"it was a test"})", "agent-1").status() == 200);

    auto const dismiss = "/api/v1/admin/incidents/" + own.at("/incidents/0/id") + "/dismiss";
    CHECK(server.post(dismiss, kReason, "root").status() == 200);
    CHECK(server.get("/api/v1/me/votes", "agent-1").status() == 200);
}

TEST_CASE("a vote is voided and restored, and its list says what became of it", "[voting]")
{
    VotingServer server;
    auto const id = vote_of(server, "agent-1", "song-1");

    CHECK(server.post("/api/v1/admin/votes/" + id + "/void", kReason, "root").at("/votes") == "1");
    auto const without = server.get("/api/v1/tracks/song-1/votes");
    CHECK(without.at("/total") == "0");
    CHECK(without.at("/out_of_count/voided") == "1");

    CHECK(
        server.post("/api/v1/admin/agents/agent-1/votes/restore", kReason, "root").at("/votes") ==
        "1"
    );
    auto const with = server.get("/api/v1/tracks/song-1/votes");
    CHECK(with.at("/votes/0/reason") == "restored");
    CHECK(with.at("/out_of_count/voided") == "0");
    CHECK(server.post("/api/v1/admin/votes/vot_0/void", kReason, "root").status() == 404);
    CHECK(server.post("/api/v1/admin/votes/" + id + "/void", "{}", "root").status() == 422);
}

}  // namespace upbeat::testing
