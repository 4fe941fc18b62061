#include <upbeat/apps/measure/figures.hpp>

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace upbeat::apps {
namespace {

double median_of(std::vector<Sample> const& samples, double Sample::* of)
{
    if (samples.empty()) {
        return 0;
    }
    auto values = std::vector<double>{};
    for (auto const& sample : samples) {
        values.push_back(sample.*of);
    }
    std::ranges::sort(values);
    auto const middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

double Figure::median() const
{
    return median_of(samples, &Sample::value);
}

double Figure::p50() const
{
    return median_of(samples, &Sample::p50);
}

double Figure::p99() const
{
    return median_of(samples, &Sample::p99);
}

double Figure::least() const
{
    return samples.empty() ? 0 : std::ranges::min(samples, {}, &Sample::value).value;
}

double Figure::most() const
{
    return samples.empty() ? 0 : std::ranges::max(samples, {}, &Sample::value).value;
}

std::int64_t Figure::bad() const
{
    return std::accumulate(
        samples.begin(),
        samples.end(),
        std::int64_t{},
        [](std::int64_t sum, Sample const& sample) { return sum + sample.bad; }
    );
}

std::optional<double> ratio_of(Figure const& figure, std::vector<Figure> const& all)
{
    auto const yardstick = std::ranges::find(all, figure.yardstick, &Figure::name);
    if (figure.yardstick.empty() || yardstick == all.end() || yardstick->median() <= 0) {
        return std::nullopt;
    }
    return figure.median() / yardstick->median();
}

std::string wish_of(Figure const& figure)
{
    auto wishes = std::vector<std::string>{};
    if (figure.least_ratio > 0) {
        wishes.push_back(fmt::format("ratio >= {:.2f}", figure.least_ratio));
    }
    if (figure.most_value > 0) {
        wishes.push_back(fmt::format("<= {:g} {}", figure.most_value, figure.unit));
    }
    if (figure.most_p50 > 0) {
        wishes.push_back(fmt::format("p50 <= {:g} ms", figure.most_p50));
    }
    if (figure.most_p99 > 0) {
        wishes.push_back(fmt::format("p99 <= {:g} ms", figure.most_p99));
    }
    return fmt::format("{}", fmt::join(wishes, ", "));
}

bool is_met(Figure const& figure, std::vector<Figure> const& all)
{
    auto const below = [](double value, double limit) { return limit <= 0 || value <= limit; };
    auto const ratio = ratio_of(figure, all);
    auto const enough = figure.least_ratio <= 0 || (ratio && *ratio >= figure.least_ratio);
    return enough && below(figure.median(), figure.most_value) &&
           below(figure.p50(), figure.most_p50) && below(figure.p99(), figure.most_p99);
}

}  // namespace upbeat::apps
