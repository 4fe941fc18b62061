#include <upbeat/apps/measure/vote_patterns.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace upbeat::apps {
namespace {

// A step that visits every agent before any of them again.
std::int64_t mixing_step(std::int64_t agents)
{
    auto step = agents * 5 / 8 + 1;
    while (std::gcd(step, agents) != 1) {
        ++step;
    }
    return step;
}

std::int64_t mixed(std::int64_t turn, std::int64_t track, std::int64_t agents)
{
    return (turn * mixing_step(agents) + track * 7919) % agents;
}

[[noreturn]] void used_up()
{
    throw std::runtime_error{"every agent has voted on every track"};
}

class Zipf {
   public:
    Zipf(std::int64_t agents, std::int64_t tracks)
        : agents_{agents},
          turns_(static_cast<std::size_t>(tracks)),
          sums_(static_cast<std::size_t>(tracks))
    {
        auto sum = 0.0;
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            sums_[i] = sum += 1.0 / static_cast<double>(i + 1);
        }
    }

    std::pair<std::int64_t, std::int64_t> next()
    {
        auto const wanted = std::uniform_real_distribution{0.0, sums_.back()}(random_);
        auto place =
            static_cast<std::size_t>(std::ranges::upper_bound(sums_, wanted) - sums_.begin());
        for (auto tried = std::size_t{}; tried < turns_.size(); ++tried, ++place) {
            auto& turn = turns_[place % turns_.size()];
            if (turn < agents_) {
                auto const track = static_cast<std::int64_t>(place % turns_.size());
                return {mixed(turn++, track, agents_), track};
            }
        }
        used_up();
    }

   private:
    std::int64_t agents_;
    std::vector<std::int64_t> turns_;  // votes each track has
    std::vector<double> sums_;
    std::mt19937_64 random_{1};
};

}  // namespace

VotePattern uniform_votes(std::int64_t agents, std::int64_t tracks)
{
    return [agents, tracks, number = std::int64_t{}]() mutable {
        auto const turn = number / tracks;
        auto const track = number++ % tracks;
        if (turn >= agents) {
            used_up();
        }
        return std::pair{mixed(turn, track, agents), track};
    };
}

VotePattern hot_votes(std::int64_t agents, std::int64_t tracks)
{
    return [agents, tracks, number = std::int64_t{}]() mutable {
        auto const track = number / agents;
        auto const turn = number++ % agents;
        if (track >= tracks) {
            used_up();
        }
        return std::pair{mixed(turn, track, agents), track};
    };
}

VotePattern zipf_votes(std::int64_t agents, std::int64_t tracks)
{
    auto const zipf = std::make_shared<Zipf>(agents, tracks);
    return [zipf] { return zipf->next(); };
}

VotePattern on_tracks_after(std::int64_t first, VotePattern pattern)
{
    return [first, pattern = std::move(pattern)] {
        auto const [agent, track] = pattern();
        return std::pair{agent, track + first};
    };
}

RequestSource vote_requests(VotePattern pattern, std::vector<std::string> const& keys)
{
    constexpr std::string_view kBefore = R"({"item_type":"song","item_id":"demo-track-)";
    constexpr std::string_view kAfter = R"(","vote":"up"})";
    auto const shared = std::make_shared<VotePattern>(std::move(pattern));
    return [shared, &keys, kBefore, kAfter](std::string& out) {
        auto const [agent, track] = (*shared)();
        auto const digits = fmt::format_int{track + 1};
        fmt::format_to(
            std::back_inserter(out),
            "POST /api/v1/vote HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
            "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}{}{}",
            keys[static_cast<std::size_t>(agent)],
            kBefore.size() + digits.size() + kAfter.size(),
            kBefore,
            digits.c_str(),
            kAfter
        );
    };
}

}  // namespace upbeat::apps
