#include <upbeat/apps/simulate/population.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace upbeat::apps::simulation {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

// A Monday; nothing depends on it.
constexpr auto kBegin = Timestamp{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};
constexpr std::uint64_t kCampus = 1;
constexpr std::uint64_t kClouds = 4;  // networks 2..5: where rented machines run
constexpr std::uint32_t kArtist = 1;  // the one with fans
constexpr std::uint64_t kHomes = 1'000;

constexpr std::chrono::microseconds span_of(double seconds)
{
    return std::chrono::microseconds{static_cast<std::int64_t>(seconds * 1e6)};
}

class Settlement {
   public:
    explicit Settlement(Population const& population)
        : population_{population}, random_{population.seed, 1}
    {
        history_.begin = kBegin;
        history_.attack = kBegin + days{population.history_days};
        history_.end = history_.attack + days{population.attack_days};
        launch_ = history_.attack + days{1} + 17h;
    }

    History settle()
    {
        add_tracks();
        add_agents();
        auto const taste = Taste{history_.tracks};
        for (std::uint32_t agent = 0; agent < history_.agents.size(); ++agent) {
            live(agent, taste);
        }
        history_.sort_votes();
        return std::move(history_);
    }

   private:
    int total_days() const { return population_.history_days + population_.attack_days; }

    // Two of three tracks are there from the beginning, the others come one by one. Better tracks
    // are heard more, but luck counts as much.
    void add_tracks()
    {
        auto random = Random{population_.seed, 2};
        auto const artists = std::max(4U, population_.tracks / 4);
        for (std::uint32_t i = 0; i < population_.tracks; ++i) {
            auto const talent = random.normal();
            auto track = SimulatedTrack{
                .num = ItemNum{i + 1},
                .created_at = kBegin - days{30} + span_of(random.share() * 30 * 86'400),
                .quality = std::clamp(0.66 + 0.13 * talent, 0.2, 0.95),
                .popularity = std::exp(1.2 * random.normal() + 0.5 * talent),
                .genre = static_cast<std::uint32_t>(random.below(kGenres)),
                .platform = static_cast<std::uint32_t>(random.below(kPlatforms)),
                .artist = static_cast<std::uint32_t>(random.below(artists)),
            };
            if (i % 3 == 2) {
                track.created_at = kBegin + span_of(random.share() * total_days() * 86'400);
            }
            track.owner = voting::OwnerNum{-1'000'000 - std::int64_t{track.artist}};
            history_.tracks.push_back(track);
        }
    }

    void add_agents()
    {
        auto const count = population_.honest;
        for (std::uint32_t i = 0; i < count; ++i) {
            auto const luck = random_.share();
            auto agent = SimulatedAgent{
                .num = VoterNum{i + 1},
                .owner = voting::OwnerNum{i + 1},
                .genre = static_cast<std::uint32_t>(random_.below(kGenres)),
                .second = static_cast<std::uint32_t>(random_.below(kGenres)),
            };
            agent.kind = luck < 0.01   ? AgentKind::bot
                         : luck < 0.04 ? AgentKind::fan
                         : luck < 0.12 ? AgentKind::newcomer
                                       : AgentKind::listener;
            agent.tier =
                agent.kind == AgentKind::bot || random_.chance(0.05) ? Tier::pro : Tier::free;
            agent.registered_at = registration(agent.kind);
            house(agent);
            history_.agents.push_back(agent);
        }
    }

    // Seven of ten were there before, over two months; the others arrive evenly. Newcomers are
    // those of the launch day: they register within five hours and vote at once.
    Timestamp registration(AgentKind kind)
    {
        if (kind == AgentKind::newcomer) {
            return launch_ + span_of(random_.share() * 5 * 3600);
        }
        if (random_.chance(0.75)) {
            return kBegin - span_of(random_.share() * 60 * 86'400);
        }
        return kBegin + span_of(random_.share() * total_days() * 86'400);
    }

    void house(SimulatedAgent& agent)
    {
        agent.network = kHomes + static_cast<std::uint64_t>(agent.num.value) * 2;
        agent.away_network = agent.network + 1;
        auto const luck = random_.share();
        if (luck < (agent.kind == AgentKind::newcomer ? 0.4 : 0.1)) {
            agent.network = kCampus;
        } else if (luck < 0.5 && (agent.kind == AgentKind::bot || luck < 0.18)) {
            agent.network = 2 + random_.below(kClouds);
        }
    }

    void live(std::uint32_t place, Taste const& taste)
    {
        auto const& agent = history_.agents[place];
        auto random = Random{population_.seed * 1'000'003 + place, 3};
        auto heard = std::unordered_set<std::uint32_t>{};
        if (agent.kind == AgentKind::fan) {
            follow_artist(place, heard, random);
        }
        // The tail of the activity: one in fifty is ten times as busy as the median.
        auto const rate = std::min(15.0, random.lognormal(population_.votes_a_day * 0.55, 1.1));
        auto const pace = random.chance(0.1) ? 3.0 : 20.0;  // seconds between votes of a session
        if (agent.registered_at > kBegin) {
            auto const first = 3 + random.below(8);
            session(
                place,
                agent.registered_at + span_of(60 + random.exponential(300)),
                first,
                pace,
                taste,
                heard,
                random
            );
        }
        for (int day = 0; day < total_days(); ++day) {
            auto const midnight = kBegin + days{day};
            auto sessions = random.exponential(1.0) * rate / 3.0;
            for (; sessions > 0; sessions -= 1) {
                if (!random.chance(std::min(1.0, sessions))) {
                    continue;
                }
                auto const at = waking_instant(midnight, random);
                if (at > agent.registered_at) {
                    auto const length =
                        agent.kind == AgentKind::bot
                            ? 20
                            : 1 + static_cast<std::uint64_t>(random.exponential(2.5));
                    session(place, at, length, pace, taste, heard, random);
                }
            }
        }
    }

    // Consecutive votes. A bot of the shipped clients votes every two seconds, always up.
    void session(
        std::uint32_t place,
        Timestamp at,
        std::uint64_t length,
        double pace,
        Taste const& taste,
        std::unordered_set<std::uint32_t>& heard,
        Random& random
    )
    {
        auto const& agent = history_.agents[place];
        auto const bot = agent.kind == AgentKind::bot;
        auto const network = random.chance(0.2) ? agent.away_network : agent.network;
        for (std::uint64_t i = 0; i < length && at < history_.end; ++i) {
            auto const track = taste.pick(agent, at, heard, random);
            if (track >= history_.tracks.size()) {
                return;
            }
            heard.insert(track);
            auto const direction = bot ? Direction::up : taste.judge(agent, track, random);
            history_.votes.push_back({at, place, track, direction, network, false});
            at += bot ? std::chrono::microseconds{2s} : span_of(random.lognormal(pace, 0.7));
        }
    }

    // A fan votes up everything of the artist, soon after it is out or soon after joining.
    void follow_artist(
        std::uint32_t place, std::unordered_set<std::uint32_t>& heard, Random& random
    )
    {
        auto const& agent = history_.agents[place];
        for (std::uint32_t track = 0; track < history_.tracks.size(); ++track) {
            auto const& facts = history_.tracks[track];
            if (facts.artist != kArtist || !random.chance(0.8)) {
                continue;
            }
            auto const from = std::max({facts.created_at, agent.registered_at, kBegin});
            auto const at = from + span_of(120 + random.exponential(3 * 3600));
            if (at < history_.end) {
                heard.insert(track);
                history_.votes.push_back({at, place, track, Direction::up, agent.network, false});
            }
        }
    }

    Population const& population_;
    Random random_;
    History history_;
    Timestamp launch_{};
};

std::vector<double> popularities(std::vector<SimulatedTrack> const& tracks)
{
    auto weights = std::vector<double>{};
    for (auto const& track : tracks) {
        weights.push_back(track.popularity);
    }
    return weights;
}

}  // namespace

Taste::Taste(std::vector<SimulatedTrack> const& tracks)
    : tracks_{tracks}, all_{popularities(tracks)}, of_genre_(kGenres)
{
    for (std::uint32_t track = 0; track < tracks.size(); ++track) {
        of_genre_[tracks[track].genre].push_back(track);
    }
    for (auto const& places : of_genre_) {
        auto weights = std::vector<double>{};
        for (auto const track : places) {
            weights.push_back(tracks[track].popularity);
        }
        genres_.emplace_back(weights);
    }
}

std::uint32_t Taste::pick(
    SimulatedAgent const& agent,
    Timestamp at,
    std::unordered_set<std::uint32_t> const& heard,
    Random& random
) const
{
    constexpr int kTries = 40;
    for (int i = 0; i < kTries; ++i) {
        auto const luck = random.share();
        auto const genre = luck < 0.4 ? agent.genre : agent.second;
        auto const by_genre = luck < 0.6 && !genres_[genre].empty();
        auto const track = by_genre ? of_genre_[genre][genres_[genre].turn(random)]
                                    : static_cast<std::uint32_t>(all_.turn(random));
        auto const age =
            std::chrono::duration<double, days::period>{at - tracks_[track].created_at};
        // What is new is heard up to three times as much; interest halves within some days.
        auto const novelty = (1.0 + 2.0 * std::exp2(-age.count() / 3.0)) / 3.0;
        if (age.count() > 0 && !heard.contains(track) && random.chance(novelty)) {
            return track;
        }
    }
    return static_cast<std::uint32_t>(tracks_.size());
}

Direction Taste::judge(SimulatedAgent const& agent, std::uint32_t track, Random& random) const
{
    auto const& facts = tracks_[track];
    auto const liked = facts.genre == agent.genre || facts.genre == agent.second;
    auto const opinion = random.share();
    if (opinion > 0.97) {
        return Direction::abstain;
    }
    return opinion < facts.quality + (liked ? 0.06 : -0.06) ? Direction::up : Direction::down;
}

Timestamp waking_instant(Timestamp midnight, Random& random)
{
    for (;;) {
        auto const hour = random.share() * 24;
        if (random.share() * 1.7 < 1.0 + 0.7 * std::sin((hour - 10) / 12 * std::numbers::pi)) {
            return midnight + span_of(hour * 3600);
        }
    }
}

History honest_history(Population const& population)
{
    return Settlement{population}.settle();
}

}  // namespace upbeat::apps::simulation
