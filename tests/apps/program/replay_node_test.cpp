#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/server_process.hpp>

#include "engine.hpp"

using namespace upbeat::testing;

namespace {

// Something on every chart.
void fill(ScratchDatabase const& database)
{
    REQUIRE(upbeat::apps::run({program(), "migrate"}, environment_for(database)).code == 0);
    auto const demo = upbeat::apps::run(
        {program(), "demo", "-q", "--tracks", "120", "--tools", "12", "--agents", "40"},
        environment_for(database)
    );
    REQUIRE(demo.code == 0);
}

Run replay_against(
    ScratchDatabase const& database,
    unsigned port,
    std::vector<std::string> const& more = {},
    ChildProcess::Environment const& environment = {}
)
{
    auto words = std::vector<std::string>{
        program(), "replay", "--against", "http://127.0.0.1:" + std::to_string(port), "--json"
    };
    words.insert(words.end(), more.begin(), more.end());
    auto all = environment_for(database);
    all.insert(environment.begin(), environment.end());
    return upbeat::apps::run(words, all);
}

boost::json::object node_in(Run const& replay)
{
    INFO(replay.out + replay.err);
    auto const json = boost::json::parse(replay.out);
    REQUIRE(json.as_object().contains("node"));
    return json.at("node").as_object();
}

std::string text(boost::json::value const& value)
{
    return std::string{value.as_string()};
}

// Agents that vote as fast as they are answered, until the object goes.
class Voters {
   public:
    explicit Voters(ServerProcess const& server) : thread_{[this, &server] { run(server); }} {}
    ~Voters()
    {
        stopping_ = true;
        thread_.join();
    }
    Voters(Voters const&) = delete;
    Voters& operator=(Voters const&) = delete;

    int votes() const { return votes_; }

   private:
    void run(ServerProcess const& server)
    {
        for (auto agent = 0; !stopping_; ++agent) {
            auto const registered = server.post(
                "/api/v1/agents/register",
                R"({"agent_id":"voter-)" + std::to_string(agent) +
                    R"(","name":"Voter","type":"autonomous"})"
            );
            if (registered.status / 100 != 2) {
                return;
            }
            auto const key = text(registered.json().at("api_key"));
            for (auto song = 1; song <= 10 && !stopping_; ++song) {
                auto const answer = server.post(
                    "/api/v1/vote",
                    R"({"item_type":"song","item_id":"demo-track-)" + std::to_string(song) +
                        R"(","vote":"up"})",
                    key
                );
                votes_ += answer.status == 200 ? 1 : 0;
            }
        }
    }

    std::atomic<bool> stopping_{false};
    std::atomic<int> votes_{0};
    std::thread thread_;
};

}  // namespace

TEST_CASE("a running node is found to show what the ledger gives", "[apps][replay]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    fill(database);
    auto const server = ServerProcess{database};
    REQUIRE(server.serves());

    auto const replay = replay_against(database, server.port());

    CHECK(replay.code == 0);
    auto const node = node_in(replay);
    CHECK(node.at("same").as_bool());
    CHECK(node.at("unsettled").as_array().empty());
    // Two pages of tracks, one of tools, twelve charts, trending twice.
    CHECK(node.at("lists").as_int64() == 17);
    CHECK(node.at("rows").as_int64() > 132);
}

TEST_CASE("a tally that the ledger does not give is named", "[apps][replay]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    fill(database);
    auto const server = ServerProcess{database};
    REQUIRE(server.serves());
    // A weight that no node has folded: everything else of the item stays as it was.
    database.run(
        "update voting_ledger set weight = weight + 700 where seq = (select min(seq) from "
        "voting_ledger where direction = 1 and item = (select num from catalog_items where "
        "id = 'demo-track-7'))"
    );

    auto const replay = replay_against(database, server.port());

    CHECK(replay.code == 1);
    auto const node = node_in(replay);
    REQUIRE(!node.at("same").as_bool());
    auto const& difference = node.at("difference");
    CHECK_THAT(text(difference.at("where")), Catch::StartsWith("demo-track-7 on page "));
    CHECK(text(difference.at("field")) == "weighted_score");
    auto const shown = std::stod(text(difference.at("node")));
    CHECK(std::stod(text(difference.at("ledger"))) - shown == Approx(0.07));
}

TEST_CASE("votes that arrive meanwhile are no difference", "[apps][replay]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    fill(database);
    auto const server = ServerProcess{database, {{"ANTI_GAMING", "off"}}};
    REQUIRE(server.serves());
    auto const voters = Voters{server};

    auto const replay = replay_against(database, server.port());

    CHECK(voters.votes() > 10);
    CHECK(!node_in(replay).contains("difference"));
    CHECK(replay.code == 0);
}

TEST_CASE("a difference is named while votes arrive", "[apps][replay]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    fill(database);
    auto const server = ServerProcess{database, {{"ANTI_GAMING", "off"}}};
    REQUIRE(server.serves());
    database.run(
        "update voting_ledger set weight = weight + 700 where seq = (select min(seq) from "
        "voting_ledger where direction = 1 and item = (select num from catalog_items where "
        "id = 'demo-track-100'))"
    );
    auto const voters = Voters{server};

    auto const replay = replay_against(database, server.port());

    CHECK(voters.votes() > 10);
    CHECK(replay.code == 1);
    CHECK_THAT(
        text(node_in(replay).at("difference").at("where")), Catch::StartsWith("demo-track-100 on ")
    );
}

TEST_CASE("a node that is not there ends a comparison", "[apps][replay]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    auto const environment = environment_for(database);
    REQUIRE(upbeat::apps::run({program(), "migrate"}, environment).code == 0);

    auto const nobody =
        upbeat::apps::run({program(), "replay", "--against", "http://host.invalid:1"}, environment);
    auto const no_url =
        upbeat::apps::run({program(), "replay", "--against", "https://127.0.0.1"}, environment);
    auto const no_key = upbeat::apps::run(
        {program(), "replay", "--against", "http://127.0.0.1:1", "--key-file", "/nowhere"},
        environment
    );

    CHECK(nobody.code == 1);
    CHECK_THAT(nobody.err, Catch::Contains("no node answers at host.invalid port 1"));
    CHECK(no_url.code == 2);
    CHECK_THAT(no_url.err, Catch::Contains("without TLS"));
    CHECK(no_key.code == 6);
}

TEST_CASE("a node's limit of requests is kept, and a key has a higher one", "[apps][replay]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    fill(database);
    auto const server = ServerProcess{database, {{"RATE_LIMIT_EXEMPT", ""}}};
    REQUIRE(server.serves());
    // What a minute allows without a key is spent.
    while (server.get("/api/v1/trending").status == 200) {
    }

    auto const replay =
        replay_against(database, server.port(), {}, {{"REPLAY_KEY", ServerProcess::kAdminKey}});

    CHECK(replay.code == 0);
    CHECK(node_in(replay).at("same").as_bool());
}
