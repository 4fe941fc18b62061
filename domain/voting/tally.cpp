#include <upbeat/domain/voting/tally.hpp>

namespace upbeat::voting {

double Tally::average_weight() const
{
    if (verified() <= 0) {
        return 0;
    }
    return static_cast<double>(weights) / 10'000.0 / static_cast<double>(verified());
}

void Tally::apply(Direction direction, Weight weight, bool guest, int times)
{
    // Unsigned on purpose: taking one away is adding 2^32 - 1, and never negative in between.
    auto const step = static_cast<std::uint32_t>(times);
    if (direction == Direction::abstain) {
        abstain += step;
        return;
    }
    (direction == Direction::up ? up : down) += step;
    if (guest) {
        guests += step;
    }
    weighted += std::int64_t{weight.value} * sign(direction) * times;
    weights += std::int64_t{weight.value} * times;
}

}  // namespace upbeat::voting
