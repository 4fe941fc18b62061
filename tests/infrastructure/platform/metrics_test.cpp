#include <upbeat/infrastructure/platform/metrics.hpp>

#include <catch2/catch.hpp>

using namespace upbeat::platform;

TEST_CASE("what is counted can be read as text", "[platform]")
{
    auto metrics = Metrics{};
    auto const votes = metrics.counter("upbeat_votes_total", "Votes.", {{"result", "accepted"}});
    auto const times = metrics.histogram("upbeat_seconds", "Time.", {0.1, 1});

    votes.add();
    votes.add(2);
    times.observe(0.05);

    auto const text = metrics.text();
    CHECK(text.find("# HELP upbeat_votes_total Votes.") != std::string::npos);
    CHECK(text.find("upbeat_votes_total{result=\"accepted\"} 3") != std::string::npos);
    CHECK(text.find("upbeat_seconds_bucket{le=\"0.1\"} 1") != std::string::npos);
    CHECK(text.find("upbeat_seconds_count 1") != std::string::npos);
}

TEST_CASE("the same name and labels are the same series", "[platform]")
{
    auto metrics = Metrics{};

    metrics.counter("upbeat_a_total", "A.", {{"k", "v"}}).add();
    metrics.counter("upbeat_a_total", "A.", {{"k", "v"}}).add();

    CHECK(metrics.text().find("upbeat_a_total{k=\"v\"} 2") != std::string::npos);
}

TEST_CASE("gauges are brought up to date before each reading", "[platform]")
{
    auto metrics = Metrics{};
    auto const depth = metrics.gauge("upbeat_depth", "Depth.");
    auto readings = 0;
    metrics.before_reading([&] { depth.set(++readings); });

    CHECK(metrics.text().find("upbeat_depth 1") != std::string::npos);
    CHECK(metrics.text().find("upbeat_depth 2") != std::string::npos);
}
