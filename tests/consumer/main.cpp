#include <cstdio>

#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/voting/reputation.hpp>
#include <upbeat/domain/voting/tally.hpp>
#include <upbeat/domain/voting/weight.hpp>

// Another service that counts votes by Upbeat's rules.
int main()
{
    using namespace upbeat;

    voting::Tally tally;
    tally.add(Direction::up, voting::kFullWeight, false);
    tally.add(Direction::down, voting::kFloorWeight, false);
    tally.add(Direction::up, voting::kGuestWeight, true);

    auto const label = voting::reputation_label(voting::kFullReputation);
    std::printf(
        "score %lld, weighted %.1f, mean weight %.2f, %.*s\n",
        static_cast<long long>(tally.score()),
        tally.weighted_score(),
        tally.average_weight(),
        static_cast<int>(label.size()),
        label.data()
    );
    return tally.score() == 1 && tally.weighted == 9'000 && label == "elite" ? 0 : 1;
}
