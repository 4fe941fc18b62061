#include <upbeat/apps/simulate/site.hpp>

#include <algorithm>
#include <numeric>
#include <string>

#include <upbeat/apps/simulate/random.hpp>
#include <upbeat/domain/voting/ledger_follow_up.hpp>
#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::apps::simulation {
namespace {

// A server looks four times a second; nothing depends on it.
constexpr std::chrono::seconds kBetweenGuards{30};

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

Site::Site(History const& history, voting::VotePolicy const& policy)
    : history_{history},
      clock_{history.begin},
      state_{history.begin},
      cast_votes_{{ledger_, voters_, state_, clock_}, policy, 1},
      hold_newcomers_{
          {ledger_,
           state_,
           clock_,
           [this](auto step, auto const& votes) { return follow_up(step, votes); }},
          policy
      },
      arrivals_{ordered(history.agents, &SimulatedAgent::registered_at)},
      releases_{ordered(history.tracks, &SimulatedTrack::created_at)},
      fates_(history.votes.size(), Fate::open),
      turned_away_(history.agents.size(), false)
{
    state_.set_witness([this](std::span<voting::LedgerEntry const> entries) {
        hold_newcomers_.see(entries);
    });
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

// What runs beside the votes on a server.
void Site::guard(Timestamp now)
{
    if (now - guarded_at_ >= kBetweenGuards) {
        guarded_at_ = now;
        hold_newcomers_.execute();
    }
}

bool Site::follow_up(voting::HoldNewcomers::Step step, std::vector<voting::VoteKey> const& votes)
{
    auto const hold = step == voting::HoldNewcomers::Step::hold;
    for (auto const& key : votes) {
        auto const* const latest = ledger_.newest(key);
        if (latest == nullptr || !(hold ? can_be_quarantined(*latest) : can_be_restored(*latest))) {
            continue;
        }
        auto record = voting::LedgerRecord{};
        record.entry =
            hold ? quarantine_of(*latest, clock_.now()) : restoration_of(*latest, clock_.now());
        record.entry.flags.set(voting::EntryFlags::kNewcomerShare);
        record.entry.writer = 2;
        record.entry.seq = ++seq_;
        ledger_.append({&record, 1}, {});
        state_.fold({&record.entry, 1}, clock_.now());
    }
    return true;
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
    if (results.front()) {
        fates_[place] = Fate::accepted;
        return;
    }
    auto const& error = results.front().error();
    fates_[place] = fate_of(error);
    if (error.code == "agent_blocked" || error.code == "agent_suspended") {
        turned_away_[vote.agent] = true;
    }
}

}  // namespace upbeat::apps::simulation
