#include <chrono>
#include <regex>
#include <thread>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/net/tcp_proxy.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;
using namespace std::chrono_literals;

namespace {

// The sample's database at the other end of a wire that can go wrong.
struct Wired {
    explicit Wired(sql::Options const& options)
        : proxy{port_in(sample.database.url())},
          database{sql::Database::open(
              std::regex_replace(
                  sample.database.url(), kPort, "127.0.0.1:" + std::to_string(proxy.port())
              ),
              options
          )}
    {
    }

    static unsigned port_in(std::string const& url)
    {
        std::smatch found;
        REQUIRE(std::regex_search(url, found, kPort));
        return static_cast<unsigned>(std::stoul(found[1]));
    }

    std::int64_t count() const
    {
        return database->read([](sql::Session& session) { return session.number(kCount); });
    }

    static inline std::regex const kPort{R"(127\.0\.0\.1:(\d+))"};
    Sample sample{};
    TcpProxy proxy;
    std::unique_ptr<sql::Database> database;
};

std::string refusal(Wired const& wired)
{
    try {
        wired.count();
    } catch (sql::Unavailable const& unavailable) {
        return unavailable.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("a statement that a silent server leaves unanswered is given up", "[sql][postgres]")
{
    Wired wired{{.connections = 1, .answer_timeout = 200ms}};
    REQUIRE(wired.count() == 0);

    wired.proxy.fall_silent();

    CHECK_THAT(refusal(wired), Catch::Contains("fell silent"));
}

TEST_CASE("while a server is silent everybody but a probe is refused untried", "[sql][postgres]")
{
    Wired wired{{.connections = 4, .answer_timeout = 200ms}};
    wired.proxy.fall_silent();
    REQUIRE(refusal(wired) != "none");

    CHECK_THAT(refusal(wired), Catch::Contains("fell silent"));
    CHECK_THAT(refusal(wired), Catch::Contains("fell silent"));
}

TEST_CASE(
    "a server that speaks again is found by a probe, and served from then on", "[sql][postgres]"
)
{
    Wired wired{{.connections = 2, .answer_timeout = 200ms}};
    wired.proxy.fall_silent();
    REQUIRE(refusal(wired) != "none");

    wired.proxy.speak_again();
    CHECK_NOTHROW(wired.database->ping());

    CHECK(wired.count() == 0);
}

TEST_CASE("a wait that has begun is cut short when the program has to end", "[sql][postgres]")
{
    Wired wired{{.connections = 1, .answer_timeout = 1h}};
    REQUIRE(wired.count() == 0);
    wired.proxy.fall_silent();
    std::string said;
    std::thread waiting{[&] { said = refusal(wired); }};

    wired.database->hurry(100ms);
    waiting.join();

    CHECK_THAT(said, Catch::Contains("fell silent"));
}

TEST_CASE("a commit whose answer is lost is in doubt, and done", "[sql][postgres]")
{
    Wired wired{{.connections = 1}};
    wired.proxy.swallow_answer_after({"commit"});

    try {
        static_cast<void>(wired.database->write([](sql::Session& session) -> Result<void> {
            session.script("insert into sample (id, number) values (1, 2)");
            return {};
        }));
        FAIL("a lost answer was not told");
    } catch (sql::Unavailable const& unavailable) {
        CHECK(unavailable.in_doubt());
    }
    CHECK(wired.proxy.has_swallowed());
    CHECK(wired.sample.count() == 1);
}
