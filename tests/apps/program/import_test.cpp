#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/server_process.hpp>

#include "engine.hpp"

using namespace upbeat::testing;

namespace {

constexpr auto kTracks =
    R"({"id":"song-1","title":"Neon Dreams","artist":"Somebody","platform":"Suno","genre":"electronic","mood":"energetic","bpm":128}
{"id":"suno-abc123","title":"Older","artist":"Somebody","platform":"Udio"}
)";

Run command(
    ScratchDatabase const& database, std::vector<std::string> words, std::string const& input = {}
)
{
    words.insert(words.begin(), program());
    words.emplace_back("--json");
    return upbeat::apps::run(words, environment_for(database), input);
}

void migrate(ScratchDatabase const& database)
{
    REQUIRE(command(database, {"migrate"}).code == 0);
}

}  // namespace

TEST_CASE("an import can be run twice", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    migrate(database);

    auto const first = command(database, {"import", "tracks", "-"}, kTracks);
    auto const second = command(database, {"import", "tracks", "-"}, kTracks);

    CHECK(first.code == 0);
    CHECK_THAT(first.out, Catch::Contains(R"("created":2)"));
    CHECK(second.code == 0);
    CHECK_THAT(second.out, Catch::Contains(R"("created":0)"));
    CHECK_THAT(second.out, Catch::Contains(R"("unchanged":2)"));
}

TEST_CASE("a wrong line is named with its reason and the others go in", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    migrate(database);

    auto const import = command(
        database,
        {"import", "tracks", "-"},
        R"({"id":"a-1","title":"One","artist":"Somebody"}
{"id":"a-2","titel":"Two"}
{"id":"a-3","title":
{"id":"a-4","title":"Four","artist":"Somebody"}
)"
    );

    CHECK(import.code == 1);
    CHECK_THAT(import.out, Catch::Contains(R"("created":2)"));
    CHECK_THAT(import.err, Catch::Contains("line 2: ") && Catch::Contains("titel"));
    CHECK_THAT(import.err, Catch::Contains("line 3: "));
}

TEST_CASE("what is exported can be imported elsewhere", "[apps]")
{
    auto const here = ScratchDatabase{engine_under_test()};
    auto const there = ScratchDatabase{engine_under_test()};
    migrate(here);
    migrate(there);
    REQUIRE(command(here, {"demo", "--votes", "50"}).code == 0);

    for (auto const* const records : {"agents", "tracks", "tools"}) {
        auto const exported = command(here, {"export", records});
        REQUIRE(exported.code == 0);

        auto const imported = command(there, {"import", records, "-"}, exported.out);

        CAPTURE(records, imported.err);
        CHECK(imported.code == 0);
        CHECK(command(there, {"export", records}).out == exported.out);
    }
    auto const votes = command(here, {"export", "votes"});
    CHECK(std::count(votes.out.begin(), votes.out.end(), '\n') == 50);
}

TEST_CASE("a demo fills every chart, and a second one changes nothing", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    migrate(database);
    auto const first = command(database, {"demo"});
    auto const second = command(database, {"demo"});
    auto const guarded = command(database, {"demo", "--if-empty"});
    CHECK(first.code == 0);
    CHECK_THAT(second.out, Catch::Contains(R"("votes":0)"));
    CHECK_THAT(guarded.err, Catch::Contains("nothing was added"));

    auto const server = ServerProcess{database};

    auto const health = server.get("/health").json();
    CHECK(health.at("database").at("stats").at("songs_count").as_int64() == 68 + 2);
    CHECK(health.at("database").at("stats").at("tools_count").as_int64() == 12 + 1);
    CHECK(health.at("database").at("stats").at("agents_count").as_int64() == 7);
    CHECK(server.get("/api/v1/trending").json().at("songs").as_array().size() == 10);
    CHECK(server.get("/api/v1/top/alltime").json().at("items").as_array().size() == 50);
}

TEST_CASE("a key from the shell opens the running server, and a revoked one closes", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    migrate(database);
    REQUIRE(
        command(database, {"import", "agents", "-"}, R"({"agent_id":"a-1","name":"One"})").code == 0
    );
    auto const server = ServerProcess{database};

    auto const issued = upbeat::apps::run(
        {program(), "key", "issue", "--agent", "a-1", "--tier", "pro"}, environment_for(database)
    );
    REQUIRE(issued.code == 0);
    auto const key = issued.out.substr(0, issued.out.find('\n'));
    CHECK(server.get("/api/v1/agents/me", key).status == 200);

    auto const listed = command(database, {"key", "list"});
    CHECK(listed.out.find(key) == std::string::npos);
    auto const id = issued.err.substr(4, issued.err.find(';') - 4);
    REQUIRE(command(database, {"key", "revoke", id}).code == 0);
    auto status = 200U;
    while (status == 200U) {
        status = server.get("/api/v1/agents/me", key).status;
    }
    CHECK(status == 401);
}
