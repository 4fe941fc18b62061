#include <upbeat/apps/simulate/random.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace upbeat::apps::simulation {

std::uint64_t mixed(std::uint64_t number)
{
    number += 0x9E3779B97F4A7C15U;
    number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27U)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31U);
}

std::uint64_t Random::next()
{
    state_ += 0x9E3779B97F4A7C15U;
    return mixed(state_);
}

double Random::share()
{
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

std::uint64_t Random::below(std::uint64_t count)
{
    auto const drawn = static_cast<std::uint64_t>(share() * static_cast<double>(count));
    return std::min(drawn, count - 1);
}

double Random::normal()
{
    auto const radius = std::sqrt(-2.0 * std::log(1.0 - share()));
    return radius * std::cos(2.0 * std::numbers::pi * share());
}

double Random::exponential(double mean)
{
    return -mean * std::log(1.0 - share());
}

double Random::lognormal(double median, double spread)
{
    return median * std::exp(spread * normal());
}

Wheel::Wheel(std::span<double const> weights)
{
    auto sum = 0.0;
    for (auto const weight : weights) {
        sums_.push_back(sum += weight);
    }
}

std::size_t Wheel::turn(Random& random) const
{
    auto const at = random.share() * sums_.back();
    auto const found = std::ranges::upper_bound(sums_, at);
    return std::min(static_cast<std::size_t>(found - sums_.begin()), sums_.size() - 1);
}

}  // namespace upbeat::apps::simulation
