#include <upbeat/apps/measure/figures.hpp>

#include <catch2/catch.hpp>

namespace upbeat::apps {
namespace {

Figure figure_of(std::string name, std::vector<double> const& values)
{
    auto figure = Figure{.name = std::move(name)};
    for (auto const value : values) {
        figure.samples.push_back({.value = value, .p50 = 0.5, .p99 = 2});
    }
    return figure;
}

}  // namespace

TEST_CASE("a figure is the median of its runs and names their spread", "[bench]")
{
    CHECK(figure_of("a", {3, 9, 1}).median() == 3);
    CHECK(figure_of("a", {3, 9, 1, 5}).median() == 4);
    CHECK(figure_of("a", {3, 9, 1}).least() == 1);
    CHECK(figure_of("a", {3, 9, 1}).most() == 9);
    CHECK(figure_of("a", {}).median() == 0);
}

TEST_CASE("a goal is met when every part of it is", "[bench]")
{
    auto figures = std::vector{figure_of("raw", {100}), figure_of("ours", {50})};
    auto& ours = figures.back();
    ours.yardstick = "raw";

    CHECK(ratio_of(ours, figures) == 0.5);
    CHECK_FALSE(ratio_of(figures.front(), figures));
    CHECK(is_met(ours, figures));
    ours.least_ratio = 0.44;
    ours.most_p99 = 4;
    CHECK(is_met(ours, figures));
    CHECK(wish_of(ours) == "ratio >= 0.44, p99 <= 4 ms");
    ours.most_p99 = 1;
    CHECK_FALSE(is_met(ours, figures));
    ours.most_p99 = 0;
    ours.least_ratio = 0.6;
    CHECK_FALSE(is_met(ours, figures));
}

TEST_CASE("a ratio that cannot be told is not met", "[bench]")
{
    auto ours = figure_of("ours", {50});
    ours.yardstick = "left out";
    ours.least_ratio = 0.1;

    CHECK_FALSE(is_met(ours, {ours}));
}

}  // namespace upbeat::apps
