#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "all_statements.hpp"
#include "engine.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

std::string content_of(std::filesystem::path const& path)
{
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// The names of the statements in the sources, as their definitions give them.
std::set<std::string> names_in_sources()
{
    static std::regex const definition{
        R"(constexpr (?:sql::)?Statement k\w+\s*\{\s*\.name\s*=\s*"([\w.]+)\")"
    };
    std::set<std::string> names;
    auto const root = std::filesystem::path{UPBEAT_SOURCE_DIR} / "infrastructure";
    for (auto const& entry : std::filesystem::recursive_directory_iterator{root}) {
        auto const extension = entry.path().extension();
        if (extension != ".hpp" && extension != ".cpp") {
            continue;
        }
        auto const text = content_of(entry.path());
        for (std::sregex_iterator at{text.begin(), text.end(), definition}, end; at != end; ++at) {
            names.insert((*at)[1]);
        }
    }
    return names;
}

}  // namespace

TEST_CASE("every statement can be prepared and gives the columns it declares", "[sql][contract]")
{
    FreshDatabase const database{engine_under_test()};

    for (auto const* const statement : all_statements()) {
        INFO(statement->name);
        CHECK_NOTHROW(database->read([&](sql::Session& session) { session.prepare(*statement); }));
    }
}

TEST_CASE("no statement holds a comment, which SOCI would misread", "[sql][contract]")
{
    for (auto const* const statement : all_statements()) {
        INFO(statement->name);
        auto const text = std::string{statement->text(engine_under_test())};
        CHECK_THAT(text, !Catch::Contains("--") && !Catch::Contains("/*"));
    }
}

TEST_CASE("every statement has a name of its own and stands in a list", "[sql][contract]")
{
    std::set<std::string> listed;
    for (auto const* const statement : all_statements()) {
        INFO(statement->name);
        CHECK(listed.insert(std::string{statement->name}).second);
    }

    auto missing = names_in_sources();
    for (auto const& name : listed) {
        missing.erase(name);
    }
    missing.erase("identity.find_agent");  // the example in statement.hpp
    CHECK(missing == std::set<std::string>{});
}
