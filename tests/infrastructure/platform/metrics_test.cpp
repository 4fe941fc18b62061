#include <upbeat/infrastructure/platform/metrics.hpp>

#include <chrono>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/platform/request_stats.hpp>

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

TEST_CASE("requests are counted by route and status", "[platform]")
{
    using namespace std::chrono_literals;
    auto stats = RequestStats{{"/a", "/b/{id}"}};
    auto metrics = Metrics{};
    stats.show_in(metrics);

    stats.record("/a", 200, 80us);
    stats.record("/a", 200, 3s);
    stats.record("/b/{id}", 418, 1ms);
    stats.record("", 404, 1ms);

    CHECK(stats.count("/a", 200) == 2);
    CHECK(stats.count("", 404) == 1);
    auto const text = metrics.text();
    CHECK_THAT(text, Catch::Contains(R"(upbeat_http_requests_total{route="/a",status="200"} 2)"));
    CHECK_THAT(text, Catch::Contains(R"(route="/b/{id}",status="other"} 1)"));
    CHECK_THAT(
        text, Catch::Contains(R"(upbeat_http_request_seconds_bucket{route="/a",le="0.0001"} 1)")
    );
    CHECK_THAT(
        text, Catch::Contains(R"(upbeat_http_request_seconds_bucket{route="/a",le="+Inf"} 2)")
    );
}
