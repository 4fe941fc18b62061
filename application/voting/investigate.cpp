#include <upbeat/application/voting/investigate.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kLeastRing = 5;
constexpr std::size_t kMostNamed = 200;  // agents of one crowd that get an incident at a time

std::int64_t hour_number(Timestamp at)
{
    return to_micros(at) / kHour;
}

std::int64_t within(
    std::map<std::int64_t, std::int64_t> const& registered, std::int64_t first, std::int64_t hours
)
{
    std::int64_t sum = 0;
    for (auto at = registered.lower_bound(first);
         at != registered.end() && at->first < first + hours;
         ++at) {
        sum += at->second;
    }
    return sum;
}

struct Cohort {
    std::int64_t first = 0;  // hour
    std::int64_t most = 0;   // registrations in the hours from it
};

Cohort densest(std::map<std::int64_t, std::int64_t> const& registered, std::int64_t hours)
{
    auto found = Cohort{};
    for (auto const& [hour, count] : registered) {
        if (auto const together = within(registered, hour, hours); together > found.most) {
            found = {hour, together};
        }
    }
    return found;
}

}  // namespace

InvestigationReport Investigate::execute()
{
    InvestigationReport report;
    if (parts_.watch.mode() == AntiGaming::off) {
        return report;
    }
    auto const now = parts_.clock.now();
    site_ = registrations(now);
    site_voters_ = 0;
    for (auto const& [hour, voters] : site_) {
        site_voters_ += voters;
    }
    for (auto const& subject : rising()) {
        ++report.items;
        auto const suspicions = look_at(subject, voters_of(subject, now), now);
        report.suspicious += suspicions.empty() ? 0 : 1;
        report.incidents += static_cast<std::int64_t>(parts_.watch.raise(suspicions).size());
    }
    return report;
}

Investigate::Registrations Investigate::registrations(Timestamp now) const
{
    Registrations registered;
    parts_.state.read([&](VotingProjection const& projection) {
        projection.voters().each([&](VoterStanding const& voter) {
            if (voter.has_voted() && now - voter.last_vote_at() < rule_.span) {
                ++registered[hour_number(voter.facts().created_at)];
            }
        });
    });
    return registered;
}

std::vector<Investigate::Subject> Investigate::rising() const
{
    return parts_.state.read([&](VotingProjection const& projection) {
        std::vector<Subject> subjects;
        std::set<ItemNum> seen;
        auto const take = [&](ItemNum item) {
            auto const slot = projection.items().find(item);
            if (slot && seen.insert(item).second) {
                subjects.push_back({item, projection.items()[*slot].owner});
            }
        };
        for (auto const kind : {ItemKind::track, ItemKind::tool}) {
            for (auto const& row :
                 projection.charts().trending(projection.items(), kind, rule_.items)) {
                if (!row.votes.empty()) {
                    take(row.item);
                }
            }
        }
        return subjects;
    });
}

std::vector<Investigate::Witness> Investigate::voters_of(Subject const& subject, Timestamp now)
    const
{
    auto const votes = parts_.ledger.by_item(subject.item, {1, rule_.votes});
    std::vector<VoterNum> up;
    for (auto const& [entry, note] : votes.items) {
        if (entry.stands() && !entry.is_guest() && entry.direction == Direction::up &&
            now - entry.counted_at() < rule_.span) {
            up.push_back(entry.voter);
        }
    }
    return parts_.state.read([&](VotingProjection const& projection) {
        std::vector<Witness> witnesses;
        for (auto const voter : up) {
            if (auto const* const known = projection.voters().find(voter)) {
                auto const& facts = known->facts();
                witnesses.push_back({voter, facts.owner, facts.created_at, known->standing_votes()}
                );
            }
        }
        return witnesses;
    });
}

// The densest day of registrations among the voters, and whether it is dense by chance.
std::vector<Suspicion> Investigate::look_at(
    Subject const& subject, std::vector<Witness> const& voters, Timestamp now
) const
{
    Registrations registered;
    for (auto const& voter : voters) {
        ++registered[hour_number(voter.registered)];
    }
    auto const hours = rule_.cohort.count();
    auto const [first, most] = densest(registered, hours);
    auto const all = static_cast<std::int64_t>(voters.size());
    // The rest of the site is the measure: a crowd must not be its own excuse.
    auto const others = site_voters_ - all;
    auto const like_it = within(site_, first, hours) - most;
    if (most < rule_.least || others < 2 * rule_.least) {
        return {};
    }
    auto const share = static_cast<double>(like_it + 1) / static_cast<double>(others + 2);
    auto const odd = tail_probability(all, most, share) < rule_.chance;
    auto const partners = partners_of(subject.owner);
    auto const ring = std::ranges::count_if(voters, [&](Witness const& voter) {
        return partners.contains(voter.owner);
    });
    auto const circle = ring >= kLeastRing &&
                        2 * ring >= static_cast<std::int64_t>(partners.size()) && 4 * ring >= all;
    if (!odd && !circle) {
        return {};
    }
    Suspicion suspicion{
        .detector = Detector::crowd, .at = now, .item = subject.item, .grave = odd && circle
    };
    for (auto const& voter : voters) {
        auto const hour = hour_number(voter.registered);
        auto const of_the_day = odd && hour >= first && hour < first + hours;
        if ((of_the_day || (circle && partners.contains(voter.owner))) &&
            suspicion.voters.size() < kMostNamed) {
            suspicion.voters.push_back(voter.voter);
        }
    }
    auto& evidence = suspicion.evidence;
    evidence.say("voters_looked_at", all);
    evidence.say("registered_within_a_day", most, odd ? rule_.least : 0);
    evidence.say(
        "site_voters_registered_that_day_per_thousand", static_cast<std::int64_t>(1'000 * share)
    );
    evidence.say("votes_in_turn", ring, circle ? kLeastRing : 0);
    evidence.say(
        "with_five_votes_or_fewer",
        std::ranges::count_if(voters, [](Witness const& voter) { return voter.standing <= 5; })
    );
    return {std::move(suspicion)};
}

// Whose items the owner's agents have voted up.
std::set<OwnerNum> Investigate::partners_of(OwnerNum owner) const
{
    std::set<OwnerNum> partners;
    if (owner.value == 0) {
        return partners;
    }
    auto agents = parts_.state.read([&](VotingProjection const& projection) {
        auto const of_owner = projection.voters().of_owner(owner);
        return std::vector<VoterNum>{of_owner.begin(), of_owner.end()};
    });
    if (owner.value > 0) {
        agents.push_back(VoterNum{owner.value});
    }
    for (auto const agent : agents) {
        auto const history = parts_.ledger.history(agent);
        parts_.state.read([&](VotingProjection const& projection) {
            for (auto const& entry : history) {
                auto const slot = projection.items().find(entry.item);
                if (slot && entry.direction == Direction::up) {
                    partners.insert(projection.items()[*slot].owner);
                }
            }
        });
    }
    partners.erase(owner);
    partners.erase(OwnerNum{});
    return partners;
}

}  // namespace upbeat::voting
