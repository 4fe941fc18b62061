#include <upbeat/apps/simulate/attack.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <unordered_set>

#include <upbeat/apps/simulate/population.hpp>

namespace upbeat::apps::simulation {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr std::uint64_t kLairs = 10'000'000;  // networks of attackers
constexpr std::size_t kRing = 10;
constexpr std::size_t kRivals = 15;

struct AttackWords {
    AttackKind kind;
    std::string_view word;
    std::string_view description;
};

constexpr std::array kWords{
    AttackWords{AttackKind::none, "none", "no attacker: what the rules do to honest voters"},
    AttackWords{
        AttackKind::sybil_burst,
        "sybil-burst",
        "all register and vote within one hour, from three networks"
    },
    AttackWords{
        AttackKind::sybil_spread,
        "sybil-spread",
        "all register and vote within one hour, each from a network of its own"
    },
    AttackWords{
        AttackKind::slow_drip,
        "slow-drip",
        "they register over five days, vote like everybody else, and lift in between"
    },
    AttackWords{
        AttackKind::one_owner, "one-owner", "all agents belong to one account, which says so"
    },
    AttackWords{
        AttackKind::vote_ring, "vote-ring", "colluders lift ten tracks of their own in turn"
    },
    AttackWords{
        AttackKind::camouflage,
        "camouflage",
        "they earn reputation for five days with 25 votes a day, then lift within six hours"
    },
    AttackWords{
        AttackKind::sink_rivals,
        "sink-rivals",
        "a slow drip that also votes down the fifteen tracks at the top"
    },
};

AttackWords const& words_of(AttackKind kind)
{
    return *std::ranges::find(kWords, kind, &AttackWords::kind);
}

std::chrono::microseconds hours(double count)
{
    return std::chrono::microseconds{static_cast<std::int64_t>(count * 3.6e9)};
}

class Conspiracy {
   public:
    Conspiracy(History& history, AttackPlan const& plan)
        : history_{history},
          plan_{plan},
          random_{plan.seed, 77},
          taste_{history.tracks},
          begin_{history.attack}
    {
        auto const honest = static_cast<double>(history.honest_agents());
        count_ = static_cast<std::uint32_t>(std::lround(plan.share / (1 - plan.share) * honest));
        first_ = static_cast<std::uint32_t>(history.agents.size());
        auto const middle = plan.honest_order.size() / 2;
        auto const wanted = plan.kind == AttackKind::vote_ring ? kRing : std::size_t{1};
        auto const lifted =
            plan.honest_order.subspan(middle, std::min(wanted, plan.honest_order.size() - middle));
        lifted_.assign(lifted.begin(), lifted.end());
    }

    std::vector<std::uint32_t> act()
    {
        switch (plan_.kind) {
            case AttackKind::none: break;
            case AttackKind::sybil_burst: burst(3); break;
            case AttackKind::sybil_spread: burst(count_); break;
            case AttackKind::slow_drip: drip(false); break;
            case AttackKind::one_owner: one_owner(); break;
            case AttackKind::vote_ring: ring(); break;
            case AttackKind::camouflage: camouflage(); break;
            case AttackKind::sink_rivals: drip(true); break;
        }
        history_.sort_votes();
        return lifted_;
    }

   private:
    std::uint32_t enlist(Timestamp registered_at, std::uint64_t network)
    {
        auto const place = static_cast<std::uint32_t>(history_.agents.size());
        history_.agents.push_back({
            .num = VoterNum{place + 1},
            .owner = voting::OwnerNum{place + 1},
            .registered_at = registered_at,
            .kind = AgentKind::attacker,
            .genre = static_cast<std::uint32_t>(random_.below(kGenres)),
            .second = static_cast<std::uint32_t>(random_.below(kGenres)),
            .network = kLairs + network,
            .away_network = kLairs + network,
        });
        heard_.emplace_back(lifted_.begin(), lifted_.end());
        return place;
    }

    void vote(std::uint32_t agent, Timestamp at, std::uint32_t track, Direction direction)
    {
        if (at < history_.end) {
            heard_[agent - first_].insert(track);
            history_.votes.push_back(
                {at, agent, track, direction, history_.agents[agent].network, true}
            );
        }
    }

    // Votes that look like an honest agent's, some minutes apart.
    void cover(std::uint32_t place, Timestamp at, std::uint64_t count, double gap_minutes)
    {
        auto const& agent = history_.agents[place];
        auto& heard = heard_[place - first_];
        for (std::uint64_t i = 0; i < count && at < history_.end; ++i) {
            at += hours(random_.between(0.5, 1.5) * gap_minutes / 60);
            auto const track = taste_.pick(agent, at, heard, random_);
            if (track < history_.tracks.size()) {
                heard.insert(track);
                auto const direction = taste_.judge(agent, track, random_);
                history_.votes.push_back({at, place, track, direction, agent.network, false});
            }
        }
    }

    // About `a_day` cover votes on every day from the registration to `until`.
    void blend_in(std::uint32_t agent, double a_day, Timestamp until)
    {
        for (auto day = begin_; day < until; day += days{1}) {
            auto const at = waking_instant(day, random_);
            if (at > history_.agents[agent].registered_at && at < until) {
                auto const count = static_cast<std::uint64_t>(random_.between(0.5, 1.5) * a_day);
                cover(agent, at, count, 4);
            }
        }
    }

    void burst(std::uint64_t networks)
    {
        auto const hour = begin_ + 14h;
        for (std::uint32_t i = 0; i < count_; ++i) {
            auto const at = hour + hours(random_.share() * 0.8);
            auto const agent = enlist(at, i % networks);
            vote(agent, at + hours(random_.between(0.01, 0.2)), lifted_.front(), Direction::up);
        }
    }

    void drip(bool sink)
    {
        auto const room = std::max(
            1.0, std::chrono::duration<double, std::ratio<3600>>{history_.end - begin_}.count() - 48
        );
        for (std::uint32_t i = 0; i < count_; ++i) {
            auto const registered = begin_ + hours(random_.share() * room);
            auto const agent = enlist(registered, i);
            vote(
                agent, registered + hours(random_.between(12, 48)), lifted_.front(), Direction::up
            );
            for (std::size_t rival = 0; sink && rival < kRivals; ++rival) {
                auto const at = registered + hours(random_.between(1, 48));
                vote(agent, at, plan_.honest_order[rival], Direction::down);
            }
            blend_in(agent, 6, history_.end);
        }
    }

    void one_owner()
    {
        for (std::uint32_t i = 0; i < count_; ++i) {
            auto const agent = enlist(begin_ + hours(random_.share() * 24), i % 3);
            history_.agents[agent].owner = voting::OwnerNum{-7};
            blend_in(agent, 5, begin_ + days{3});
            vote(
                agent,
                begin_ + days{3} + hours(random_.share() * 12),
                lifted_.front(),
                Direction::up
            );
        }
    }

    // Two tracks of the ring a day, by everybody, over twelve hours, in turn. Each track belongs to
    // one of them.
    void ring()
    {
        for (std::uint32_t i = 0; i < count_; ++i) {
            auto const agent = enlist(begin_ + hours(random_.share() * 24), i);
            if (i < lifted_.size()) {
                history_.tracks[lifted_[i]].owner = history_.agents[agent].owner;
            }
            blend_in(agent, 6, history_.end);
            for (std::size_t turn = 0; turn < lifted_.size(); ++turn) {
                auto const day = begin_ + days{1 + static_cast<std::int64_t>(turn) / 2};
                auto const noon = day + (turn % 2 == 0 ? 6h : 18h);
                vote(agent, noon + hours(random_.share() * 12), lifted_[turn], Direction::up);
            }
        }
    }

    void camouflage()
    {
        auto const strike = history_.end - days{1} + 10h;
        for (std::uint32_t i = 0; i < count_; ++i) {
            auto const agent = enlist(begin_ + hours(random_.share() * 24), i);
            blend_in(agent, 25, strike - 2h);
            vote(agent, strike + hours(random_.share() * 6), lifted_.front(), Direction::up);
        }
    }

    History& history_;
    AttackPlan const& plan_;
    Random random_;
    Taste taste_;
    Timestamp begin_;
    std::uint32_t count_ = 0;
    std::uint32_t first_ = 0;
    std::vector<std::uint32_t> lifted_{};
    std::vector<std::unordered_set<std::uint32_t>> heard_{};
};

}  // namespace

std::string_view to_word(AttackKind kind)
{
    return words_of(kind).word;
}

std::optional<AttackKind> parse_attack(std::string_view word)
{
    auto const found = std::ranges::find(kWords, word, &AttackWords::word);
    return found == kWords.end() ? std::nullopt : std::optional{found->kind};
}

std::string_view description(AttackKind kind)
{
    return words_of(kind).description;
}

std::vector<std::uint32_t> add_attack(History& history, AttackPlan const& plan)
{
    return Conspiracy{history, plan}.act();
}

}  // namespace upbeat::apps::simulation
