#include <upbeat/apps/simulate/site.hpp>

#include <algorithm>
#include <numeric>
#include <span>
#include <string>

#include <fmt/format.h>

#include <upbeat/apps/simulate/random.hpp>
#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::apps::simulation {
namespace {

template <class Things, class Key>
std::vector<std::uint32_t> ordered(Things const& things, Key key)
{
    std::vector<std::uint32_t> places(things.size());
    std::iota(places.begin(), places.end(), 0U);
    std::ranges::stable_sort(places, {}, [&](std::uint32_t place) { return things[place].*key; });
    return places;
}

std::string track_id(SimulatedTrack const& track)
{
    return "track-" + std::to_string(track.num.value);
}

voting::ItemFacts facts_of(SimulatedTrack const& track)
{
    return {
        .num = track.num,
        .kind = ItemKind::track,
        .owner = track.owner,
        .created_at = track.created_at,
        .id = track_id(track),
        .genre = "genre-" + std::to_string(track.genre),
        .platform = std::string{platform_name(track.platform)},
    };
}

// As the edge does it: a hash that tells networks apart within one day.
std::uint64_t network_today(std::uint64_t network, Timestamp now)
{
    return mixed(network ^ mixed(static_cast<std::uint64_t>(voting::day_of(now))));
}

Fate fate_of(Error const& error)
{
    return error.kind == ErrorKind::rate_limited ? Fate::limited : Fate::refused;
}

}  // namespace

std::string CountingIds::next(std::string_view prefix)
{
    return fmt::format("{}_{:09}", prefix, ++made_);
}

Site::Site(History const& history, voting::VotePolicy const& policy)
    : history_{history},
      clock_{history.begin},
      state_{history.begin},
      watch_{{incidents_, state_, ids_, clock_}, policy.anti_gaming},
      cast_votes_{{ledger_, voters_, state_, clock_, &watch_}, policy, 1},
      follow_ups_{
          ledger_,
          state_,
          [this](voting::VoteGroup const& group) {
              return std::move(cast_votes_.execute(std::span{&group, 1}).front());
          }
      },
      settle_{{watch_, incidents_, ledger_, follow_ups_, clock_}},
      hold_newcomers_{
          {ledger_, state_, clock_, voting::steps_through(follow_ups_, watch_)}, policy
      },
      investigate_{{watch_, ledger_, state_, clock_}},
      arrivals_{ordered(history.agents, &SimulatedAgent::registered_at)},
      releases_{ordered(history.tracks, &SimulatedTrack::created_at)},
      fates_(history.votes.size(), Fate::open)
{
    state_.set_witness([this](std::span<voting::LedgerEntry const> entries) {
        hold_newcomers_.see(entries);
    });
}

std::vector<voting::Incident> Site::incidents()
{
    return incidents_.changed(history_.begin);
}

void Site::play(std::chrono::minutes step, Look const& look)
{
    auto next_look = history_.attack;
    auto const pass_until = [&](Timestamp now) {
        for (; next_look <= now && next_look <= history_.end; next_look += step) {
            clock_.set(next_look);
            publish_until(next_look);
            state_.tick(next_look);
            guard(next_look);
            look(next_look);
        }
        clock_.set(now);
        publish_until(now);
        state_.tick(now);
        guard(now);
    };
    for (std::size_t place = 0; place < history_.votes.size(); ++place) {
        pass_until(history_.votes[place].at);
        vote(place);
    }
    pass_until(history_.end);
}

void Site::publish_until(Timestamp now)
{
    for (; arrived_ < arrivals_.size(); ++arrived_) {
        auto const& agent = history_.agents[arrivals_[arrived_]];
        if (agent.registered_at > now) {
            break;
        }
        state_.put_voter({.num = agent.num, .owner = agent.owner, .created_at = agent.registered_at}
        );
    }
    for (; released_ < releases_.size(); ++released_) {
        auto const& track = history_.tracks[releases_[released_]];
        if (track.created_at > now) {
            break;
        }
        state_.put_item(facts_of(track));
    }
}

// What runs beside the votes on a server, as often as there.
void Site::guard(Timestamp now)
{
    settle_.execute();
    if (now - shared_ >= voting::kBetweenShares) {
        shared_ = now;
        hold_newcomers_.execute();
    }
    if (now - investigated_ >= voting::kBetweenInvestigations) {
        investigated_ = now;
        watch_.keep_house();
        investigate_.execute();
    }
}

void Site::vote(std::size_t place)
{
    auto const& vote = history_.votes[place];
    auto const& agent = history_.agents[vote.agent];
    auto intent = voting::VoteIntent{
        .item_id = track_id(history_.tracks[vote.track]),
        .voter =
            voting::RegisteredVoter{
                .num = agent.num,
                .agent_id = "agent-" + std::to_string(agent.num.value),
                .tier = agent.tier
            },
        .direction = vote.direction,
        .network = network_today(vote.network, vote.at),
    };
    auto const results = cast_votes_.execute({&intent, 1});
    fates_[place] = results.front() ? Fate::accepted : fate_of(results.front().error());
}

}  // namespace upbeat::apps::simulation
