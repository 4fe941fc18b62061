#include <upbeat/apps/simulate/history.hpp>

#include <algorithm>
#include <array>
#include <tuple>

namespace upbeat::apps::simulation {

std::size_t History::honest_agents() const
{
    return static_cast<std::size_t>(std::ranges::count_if(agents, &SimulatedAgent::honest));
}

void History::sort_votes()
{
    std::ranges::sort(votes, {}, [](SimulatedVote const& vote) {
        return std::tuple{vote.at, vote.agent, vote.track};
    });
}

std::string_view platform_name(std::uint32_t platform)
{
    constexpr std::array<std::string_view, kPlatforms> kNames{
        "Suno AI", "Udio", "Stable Audio", "ElevenLabs", "Riffusion"
    };
    return kNames[platform % kPlatforms];
}

}  // namespace upbeat::apps::simulation
