#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {

TEST_CASE("an administrator sets a reputation and the act is recorded", "[voting][adapters]")
{
    VotingServer server;

    auto const answer = server.post(
        "/api/v1/admin/agents/agent-1/reputation",
        R"({"reputation":42.5,"reason":"known curator"})",
        "root"
    );

    REQUIRE(answer.status() == 200);
    CHECK(answer.at("/new_score") == "4.25E1");
    REQUIRE(server.audit.entries.size() == 1);
    CHECK(server.audit.entries[0].action == "reputation.adjusted");
    CHECK(server.audit.entries[0].actor == "root");
    CHECK(server.audit.entries[0].target_id == "agent-1");

    auto const history = server.get("/api/v1/admin/agents/agent-1/reputation-history", "root");
    CHECK(history.at("/current_score") == "4.25E1");
    CHECK(history.at("/history/0/reason") == "known curator");
    CHECK(server.get("/api/v1/admin/users/agent-1/reputation", "root").at("/history_count") == "1");
}

TEST_CASE("reputations are the administrators' business", "[voting][adapters]")
{
    VotingServer server;
    auto const path = "/api/v1/admin/agents/agent-1/reputation";

    CHECK(server.post(path, R"({"reputation":1,"reason":"x"})", "agent-1").status() == 403);
    CHECK(server.post(path, R"({"reputation":1,"reason":"x"})").status() == 401);
    CHECK(server.post(path, R"({"reputation":101,"reason":"x"})", "root").status() == 422);
    CHECK(server.post(path, R"({"reputation":1})", "root").status() == 422);
    CHECK(server.get("/api/v1/admin/agents/nobody/reputation-history", "root").status() == 404);
    CHECK(server.get("/api/v1/admin/flagged", "agent-1").status() == 403);
    CHECK(server.audit.entries.empty());
}

TEST_CASE("an agent that votes too fast is warned and listed", "[voting][adapters]")
{
    VotingServer server;
    Answer last;
    for (int i = 0; i < 12; ++i) {
        auto const id = "fast-" + std::to_string(i);
        server.bench.track(id);
        last = server.post(
            "/api/v1/vote",
            R"({"item_type":"song","item_id":")" + id + R"(","vote":"up"})",
            "agent-1"
        );
        REQUIRE(last.status() == 200);
    }

    auto const flagged = server.get("/api/v1/admin/flagged", "root");

    CHECK(last.at("/warning/reasons/0") == "burst");
    CHECK(flagged.at("/count") == "1");
    CHECK(flagged.at("/flagged_agents/0/agent_id") == "agent-1");
}

}  // namespace upbeat::testing
