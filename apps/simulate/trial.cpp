#include <upbeat/apps/simulate/trial.hpp>

#include <algorithm>
#include <chrono>

#include <upbeat/apps/simulate/site.hpp>

namespace upbeat::apps::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes kStep{60};
constexpr std::size_t kCourseEvery = 2;

double honest_weight(MemoryLedger const& ledger, std::size_t honest_agents)
{
    auto sum = 0.0;
    for (auto const& vote : ledger.votes()) {
        if (vote.stands() && vote.voter.value <= static_cast<std::int64_t>(honest_agents)) {
            sum += vote.weight.value;
        }
    }
    return sum;
}

// Follows the lifted tracks through the charts of a site while it plays.
class Watch {
   public:
    Watch(History const& history, std::vector<std::uint32_t> lifted, TrialFigures& figures)
        : history_{history}, lifted_{std::move(lifted)}, figures_{figures}, plain_{history}
    {
    }

    void look(Site const& site, Timestamp now)
    {
        // Plain counting has no rules: it takes what ours refuse.
        auto const& fates = site.fates();
        for (; counted_ < fates.size() && fates[counted_] != Fate::open; ++counted_) {
            if (fates[counted_] != Fate::limited) {
                plain_.count(history_.votes[counted_]);
            }
        }
        std::array<std::int64_t, kRankings> best{};
        best.fill(1'000'000);
        auto const table = plain_.table(now);
        for (auto const track : lifted_) {
            auto const num = history_.tracks[track].num;
            auto const ours = site.state().read([num](voting::VotingProjection const& projection) {
                return upbeat_ranks(projection, num);
            });
            best[0] = std::min(best[0], note(RankedBy::upbeat, ours, now));
            for (auto const by : {RankedBy::counts, RankedBy::wilson}) {
                auto& least = best[static_cast<std::size_t>(by)];
                least = std::min(least, note(by, PlainCharts::ranks(table, by, track), now));
            }
        }
        for (std::size_t by = 0; looks_ % kCourseEvery == 0 && by < kRankings; ++by) {
            figures_.course[by].push_back(best[by]);
        }
        ++looks_;
    }

   private:
    std::int64_t note(RankedBy by, Ranks const& ranks, Timestamp now)
    {
        auto& rise = figures_.rises[static_cast<std::size_t>(by)];
        auto const day =
            std::chrono::duration<double, std::chrono::days::period>{now - history_.attack}.count();
        for (std::size_t chart = 0; chart < kCharts; ++chart) {
            auto& least = rise.best_of[chart];
            least = least == 0 ? ranks[chart] : std::min(least, ranks[chart]);
            if (ranks[chart] < rise.best) {
                rise.best = ranks[chart];
                rise.chart = static_cast<ChartName>(chart);
                rise.day = day;
            }
            if (ranks[chart] <= kTop && !rise.top_day) {
                rise.top_day = day;
            }
        }
        return *std::ranges::min_element(ranks);
    }

    History const& history_;
    std::vector<std::uint32_t> lifted_;
    TrialFigures& figures_;
    PlainCharts plain_;
    std::size_t counted_ = 0;
    std::size_t looks_ = 0;
};

void count(Detection& detection, bool found, bool attacker)
{
    detection.all += attacker ? 1 : 0;
    detection.right += found && attacker ? 1 : 0;
    detection.wrong += found && !attacker ? 1 : 0;
}

void judge_agents(History const& history, Site& site, TrialFigures& figures)
{
    auto worst = std::vector<std::optional<voting::ConductAction>>(history.agents.size());
    for (auto const& incident : site.incidents()) {
        auto& action = worst[static_cast<std::size_t>(incident.voter.value - 1)];
        action = std::max(action, std::optional{incident.action});
        figures.investigated += incident.detector == voting::Detector::crowd ? 1 : 0;
    }
    for (std::size_t place = 0; place < history.agents.size(); ++place) {
        auto const attacker = !history.agents[place].honest();
        auto const& action = worst[place];  // none is less than any
        count(figures.named, action.has_value(), attacker);
        count(figures.flagged, action >= voting::ConductAction::flagged, attacker);
        count(figures.blocked, action >= voting::ConductAction::blocked, attacker);
    }
}

void judge_vote(
    SimulatedVote const& vote, bool honest, voting::LedgerEntry const& newest, TrialFigures& figures
)
{
    auto const held = !newest.stands();
    auto const by_share = newest.flags.has(voting::EntryFlags::kNewcomerShare);
    if (honest || vote.lifts) {
        count(figures.held, held, !honest);
        count(figures.held_by_incidents, held && !by_share, !honest);
    }
}

void judge_votes(History const& history, Site const& site, TrialFigures& figures)
{
    for (std::size_t place = 0; place < history.votes.size(); ++place) {
        auto const& vote = history.votes[place];
        auto const honest = history.agents[vote.agent].honest();
        auto const fate = site.fates()[place];
        auto const accepted = fate == Fate::accepted;
        figures.votes += accepted ? 1 : 0;
        figures.honest_votes += honest && accepted ? 1 : 0;
        figures.honest_limited += honest && fate == Fate::limited ? 1 : 0;
        figures.honest_refused += honest && fate == Fate::refused ? 1 : 0;
        if (accepted) {
            auto const key =
                voting::VoteKey{history.tracks[vote.track].num, history.agents[vote.agent].num};
            judge_vote(vote, honest, *site.ledger().newest(key), figures);
        }
    }
}

}  // namespace

double Detection::precision() const
{
    return right + wrong == 0 ? 1.0
                              : static_cast<double>(right) / static_cast<double>(right + wrong);
}

double Detection::recall() const
{
    return all == 0 ? 1.0 : static_cast<double>(right) / static_cast<double>(all);
}

Trials::Trials(Population const& population)
    : population_{population}, honest_{honest_history(population)}
{
    find_order();
}

// Plays the honest history without any rule, and takes the order of all time at its end.
void Trials::find_order()
{
    auto site = Site{honest_, {.anti_gaming = voting::AntiGaming::off}};
    site.play(std::chrono::hours{24}, [](Timestamp) {});
    honest_weight_ = honest_weight(site.ledger(), honest_.agents.size());
    site.state().read([&](voting::VotingProjection const& projection) {
        auto const& items = projection.items();
        for (auto const slot : projection.charts().slice(
                 items, ItemKind::track, voting::Order::top, 0, items.size()
             )) {
            auto const place = static_cast<std::uint32_t>(items[slot].num.value - 1);
            if (honest_.tracks[place].created_at < honest_.attack) {
                order_.push_back(place);
            }
        }
    });
}

TrialFigures Trials::run(TrialPlan const& plan) const
{
    auto history = honest_;
    auto const lifted = add_attack(
        history,
        {.kind = plan.attack, .share = plan.share, .seed = population_.seed, .honest_order = order_}
    );
    auto figures = TrialFigures{
        .attack = plan.attack,
        .share = plan.attack == AttackKind::none ? 0 : plan.share,
        .seed = population_.seed,
        .honest = static_cast<std::int64_t>(honest_.agents.size()),
        .attackers = static_cast<std::int64_t>(history.agents.size() - honest_.agents.size()),
        .tracks = static_cast<std::int64_t>(history.tracks.size()),
    };
    auto site = Site{history, plan.policy};
    auto watch = Watch{history, lifted, figures};
    site.play(kStep, [&](Timestamp now) { watch.look(site, now); });
    for (auto const& vote : honest_.votes) {
        figures.target_votes += vote.track == lifted.front() ? 1 : 0;
    }
    judge_agents(history, site, figures);
    judge_votes(history, site, figures);
    figures.honest_weight =
        honest_weight(site.ledger(), honest_.agents.size()) / std::max(1.0, honest_weight_);
    return figures;
}

}  // namespace upbeat::apps::simulation
