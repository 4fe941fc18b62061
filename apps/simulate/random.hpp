#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace upbeat::apps::simulation {

// A number that looks random and depends on nothing but its argument (SplitMix64's mixer).
std::uint64_t mixed(std::uint64_t number);

// A stream of random numbers that is the same for the same seed on every machine: nothing of
// <random>, whose distributions differ between libraries. Not thread-safe.
class Random {
   public:
    explicit Random(std::uint64_t seed) : state_{mixed(seed)} {}
    // A stream of its own for one purpose, so that more draws here change nothing there.
    Random(std::uint64_t seed, std::uint64_t purpose) : Random{seed ^ mixed(purpose)} {}

    std::uint64_t next();
    // 0 <= x < 1.
    double share();
    double between(double low, double high) { return low + (high - low) * share(); }
    // 0 <= x < count; count must not be 0.
    std::uint64_t below(std::uint64_t count);
    bool chance(double probability) { return share() < probability; }
    double normal();
    // The mean of the result is `mean`.
    double exponential(double mean);
    // Half of the results lie below `median`; `spread` 1 puts a sixth above 2.7 times of it.
    double lognormal(double median, double spread);

   private:
    std::uint64_t state_;
};

// Draws places with given weights; one binary search each.
class Wheel {
   public:
    explicit Wheel(std::span<double const> weights);

    bool empty() const { return sums_.empty() || sums_.back() <= 0; }
    std::size_t turn(Random& random) const;

   private:
    std::vector<double> sums_;
};

}  // namespace upbeat::apps::simulation
