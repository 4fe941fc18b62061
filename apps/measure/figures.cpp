#include <upbeat/apps/measure/figures.hpp>

#include <algorithm>
#include <numeric>

namespace upbeat::apps {
namespace {

template <class Of>
double median_of(std::vector<Sample> const& samples, Of of)
{
    if (samples.empty()) {
        return 0;
    }
    auto values = std::vector<double>{};
    for (auto const& sample : samples) {
        values.push_back(of(sample));
    }
    std::ranges::sort(values);
    auto const middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

double Figure::median() const
{
    return median_of(samples, [](Sample const& sample) { return sample.rate; });
}

double Figure::p99() const
{
    return median_of(samples, [](Sample const& sample) { return sample.p99; });
}

double Figure::least() const
{
    return samples.empty() ? 0 : std::ranges::min(samples, {}, &Sample::rate).rate;
}

double Figure::most() const
{
    return samples.empty() ? 0 : std::ranges::max(samples, {}, &Sample::rate).rate;
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

}  // namespace upbeat::apps
