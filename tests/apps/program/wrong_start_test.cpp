#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/crashable_server.hpp>
#include <upbeat/tests/support/program/server_process.hpp>

using namespace upbeat::testing;

namespace {

// How `serve` ends that cannot start, and the one line it leaves.
struct Refusal {
    int code;
    std::string line;
};

Refusal refused(ChildProcess::Environment environment, std::vector<std::string> words = {"serve"})
{
    words.insert(words.begin(), program());
    environment.emplace("LOG_LEVEL", "off");
    auto const run = upbeat::apps::run(words, environment);
    CAPTURE(run.err);
    CHECK(std::ranges::count(run.err, '\n') == 1);
    CHECK_THAT(run.err, Catch::StartsWith("upbeat: "));
    return {run.code, run.err};
}

}  // namespace

TEST_CASE("a wrong setting ends the start with its name", "[apps]")
{
    auto const refusal = refused({{"API_PORT", "eighty"}});

    CHECK(refusal.code == 3);
    CHECK_THAT(refusal.line, Catch::Contains("API_PORT"));
}

TEST_CASE("an unknown setting of ours ends the start", "[apps]")
{
    CHECK(refused({{"UPBEAT_API_PROT", "1"}}).code == 3);
}

TEST_CASE("a public address without a secret does not start", "[apps]")
{
    CHECK(refused({{"API_HOST", "0.0.0.0"}}).code == 3);
    CHECK(refused({{"API_HOST", "0.0.0.0"}, {"SECRET_KEY", "your_jwt_secret_key_here"}}).code == 3);
}

TEST_CASE("a database that does not answer ends the start", "[apps]")
{
    auto const refusal = refused({{"DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"}});

    CHECK(refusal.code == 4);
    CHECK_THAT(refusal.line, Catch::Contains("DATABASE_URL"));
}

TEST_CASE("an outdated PostgreSQL ends the start and says what to run", "[apps]")
{
    auto const database = ScratchDatabase{Engine::postgres};

    auto const refusal = refused(environment_for(database));

    CHECK(refusal.code == 4);
    CHECK_THAT(refusal.line, Catch::Contains("upbeat migrate"));
}

TEST_CASE("a busy port ends the start", "[apps]")
{
    auto const database = ScratchDatabase{Engine::sqlite};
    auto const server = ServerProcess{database};
    auto environment = environment_for(database);
    environment["API_PORT"] = std::to_string(server.port());

    auto const refusal = refused(environment);

    CHECK(refusal.code == 5);
    CHECK_THAT(refusal.line, Catch::Contains(std::to_string(server.port())));
}

TEST_CASE("the doctor is content with a port on which an Upbeat runs", "[apps]")
{
    auto const database = ScratchDatabase{Engine::sqlite};
    auto const server = ServerProcess{database};
    auto environment = environment_for(database);
    environment["API_PORT"] = std::to_string(server.port());

    auto const examined = upbeat::apps::run({program(), "doctor"}, environment);

    CHECK(examined.code == 0);
    CHECK_THAT(examined.out, Catch::Contains("an Upbeat answers at port"));
}

TEST_CASE("a data folder that cannot be made ends the start", "[apps]")
{
    auto const refusal = refused({{"DATA_DIR", "/proc/upbeat"}});

    CHECK(refusal.code == 6);
    CHECK_THAT(refusal.line, Catch::Contains("/proc/upbeat"));
}

TEST_CASE("what only reads makes no database where there is none", "[apps]")
{
    auto const folder = ScratchFolder{};
    auto const nowhere = (folder.path() / "nothing").string();

    for (auto const& words :
         {std::vector<std::string>{"replay"}, std::vector<std::string>{"export", "votes"}}) {
        auto const refusal = refused({{"DATA_DIR", nowhere}}, words);

        CHECK(refusal.code == 6);
        CHECK_THAT(refusal.line, Catch::Contains("there is no database at " + nowhere));
        CHECK_FALSE(std::filesystem::exists(nowhere));
    }
}

TEST_CASE("an export onto a full disk says so", "[apps]")
{
    auto const database = ScratchDatabase{Engine::sqlite};
    REQUIRE(upbeat::apps::run({program(), "demo"}, environment_for(database)).code == 0);

    auto const refusal = refused(environment_for(database), {"export", "tracks", "/dev/full"});

    CHECK(refusal.code == 6);
    CHECK_THAT(refusal.line, Catch::Contains("No space left"));
}

TEST_CASE("the doctor finds a healthy installation healthy, and names what is not", "[apps]")
{
    auto const database = ScratchDatabase{Engine::sqlite};

    auto const healthy = upbeat::apps::run({program(), "doctor"}, environment_for(database));
    auto const ill = upbeat::apps::run(
        {program(), "doctor"}, {{"DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"}}
    );

    CHECK(healthy.code == 0);
    CHECK_THAT(healthy.out, !Catch::Contains("FAIL"));
    CHECK(ill.code == 4);
    CHECK_THAT(ill.out, Catch::Contains("FAIL database"));
}
