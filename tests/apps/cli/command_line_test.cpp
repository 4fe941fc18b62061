#include <upbeat/apps/cli/command_line.hpp>

#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

using namespace upbeat::apps;

namespace {

struct Outcome {
    std::variant<ExitCode, Invocation> read;
    std::string out;
    std::string err;

    template <class T>
    T const& command() const
    {
        return std::get<T>(std::get<Invocation>(read).command);
    }
    ExitCode code() const { return std::get<ExitCode>(read); }
};

Outcome reading(std::vector<std::string> const& arguments)
{
    auto out = std::ostringstream{};
    auto err = std::ostringstream{};
    auto read = read_command_line(arguments, out, err);
    return {std::move(read), out.str(), err.str()};
}

}  // namespace

TEST_CASE("settings are options of every subcommand, before or after its name", "[apps]")
{
    auto const after = reading({"serve", "--api-port", "9000"});
    auto const before = reading({"--api-port", "9000", "serve"});

    CHECK(std::get<Invocation>(after.read).sources.options.at("API_PORT") == "9000");
    CHECK(std::get<Invocation>(before.read).sources.options.at("API_PORT") == "9000");
}

TEST_CASE("a demo is of 68 tracks, 12 tools and 7 agents unless asked otherwise", "[apps]")
{
    auto const plain = reading({"demo"});
    auto const large =
        reading({"demo", "--tracks", "1000000", "--votes", "10000000", "--seed", "7"});

    CHECK(plain.command<Demo>().tracks == 68);
    CHECK(plain.command<Demo>().tools == 12);
    CHECK(plain.command<Demo>().agents == 7);
    CHECK(large.command<Demo>().tracks == 1'000'000);
    CHECK(large.command<Demo>().votes == 10'000'000);
    CHECK(large.command<Demo>().seed == 7);
}

TEST_CASE("records are named by their word", "[apps]")
{
    CHECK(reading({"import", "tools", "-"}).command<Import>().records == Records::tools);
    CHECK(reading({"export", "votes"}).command<Export>().file == "-");
    CHECK(reading({"import", "votes", "-"}).code() == ExitCode::usage);
}

TEST_CASE("keys are issued for an agent or an administrator, not both", "[apps]")
{
    auto const issued = reading({"key", "issue", "--agent", "a", "--tier", "pro", "--days", "90"});

    CHECK(issued.command<KeyIssue>().agent == "a");
    CHECK(issued.command<KeyIssue>().tier == "pro");
    CHECK(issued.command<KeyIssue>().days == 90);
    CHECK(reading({"key", "issue", "--agent", "a", "--admin"}).code() == ExitCode::usage);
    CHECK(reading({"key", "issue", "--tier", "gold"}).code() == ExitCode::usage);
}

TEST_CASE("help is shown on standard output and ends well", "[apps]")
{
    auto const help = reading({"--help"});

    CHECK(help.code() == ExitCode::ok);
    CHECK_THAT(help.out, Catch::Contains("Exit codes"));
    CHECK_THAT(reading({"serve", "--help"}).out, Catch::Contains("--api-port"));
}

TEST_CASE("a mistake is explained on standard error and ends with the code for usage", "[apps]")
{
    for (auto const& arguments : std::vector<std::vector<std::string>>{
             {}, {"frobnicate"}, {"serve", "--api-prot", "1"}, {"import", "tracks"}, {"key"}
         }) {
        auto const outcome = reading(arguments);

        CHECK(outcome.code() == ExitCode::usage);
        CHECK_FALSE(outcome.err.empty());
    }
}

TEST_CASE("a word that is no command, and one that is no kind of record, is named", "[apps]")
{
    CHECK_THAT(reading({"frobnicate"}).err, Catch::Contains("no command 'frobnicate'"));
    CHECK_THAT(reading({"key", "forge"}).err, Catch::Contains("no command 'forge'"));
    auto const songs = reading({"import", "songs", "-"}).err;
    CHECK_THAT(songs, Catch::Contains("'songs'") && Catch::Contains("tracks"));
}
