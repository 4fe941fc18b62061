#include <upbeat/application/voting/conduct_watch.hpp>

#include <algorithm>
#include <exception>
#include <iterator>

namespace upbeat::voting {
namespace {

// What an agent's standing can depend on: penalties last 30 days.
constexpr std::chrono::days kMemory{31};
// So many related agents with a flag make a grave crowd's votes worth taking out.
constexpr int kFlaggedToHold = 3;

bool matters(Incident const& incident, Timestamp now)
{
    auto const unlimited = incident.action == ConductAction::suspended && !incident.until;
    return now - incident.at < kMemory || !incident.settled ||
           (incident.stands() && (unlimited || incident.holds_vote));
}

Suspicion lone(Detector detector, LedgerEntry const& entry, Fact fact)
{
    Suspicion suspicion{.detector = detector, .at = entry.at, .voters = {entry.voter}};
    suspicion.evidence.facts.push_back(std::move(fact));
    return suspicion;
}

void suspect_haste(
    LedgerEntry const& entry, VoterStanding const& voter, std::vector<Suspicion>& found
)
{
    auto const before = static_cast<std::ptrdiff_t>(found.size());
    if (entry.flags.has(EntryFlags::kBurst)) {
        // The vote itself is folded by now, and not counted against itself.
        auto const votes = voter.votes_within(kBurstSpan, entry.at) - 1;
        found.push_back(
            lone(Detector::burst, entry, {"earlier_votes_in_a_minute", votes, kBurstBefore})
        );
    }
    if (entry.flags.has(EntryFlags::kVolume)) {
        auto const votes = voter.votes_within(kVolumeSpan, entry.at);
        found.push_back(lone(
            Detector::volume, entry, {"earlier_votes_in_five_minutes", votes, kVolumeBefore + 1}
        ));
    }
    std::for_each(found.begin() + before, found.end(), [&](Suspicion& suspicion) {
        if (entry.flags.has(EntryFlags::kUnidirectional)) {
            suspicion.evidence.say("votes_in_one_direction", voter.up() + voter.down(), 20);
        }
        if (voter.steady()) {
            suspicion.evidence.say("intervals_of_one_length", kSteadyIntervals, kSteadyIntervals);
        }
    });
}

}  // namespace

void ConductWatch::load(Ledger& ledger)
{
    auto const now = parts_.clock.now();
    auto const incidents = parts_.incidents.relevant(now - kMemory);
    auto recent = ledger.recent(now - std::chrono::hours{1}, 20'000);
    parts_.state.write([&](VotingProjection& projection) {
        // What is not folded yet will be remembered then.
        std::erase_if(recent, [&](LedgerEntry const& entry) {
            return !projection.has_folded(entry);
        });
        projection.remember(recent);
    });
    apply(incidents);
}

// Whether a detector of pace fired that has not lately: nothing is built for the others.
bool ConductWatch::is_news(LedgerEntry const& entry) const
{
    auto const fired = [&](std::uint16_t bit, Detector detector) {
        return entry.flags.has(bit) && !raised_lately(entry.voter, detector, entry.at);
    };
    return entry.flags.has(EntryFlags::kFlagged) && (fired(EntryFlags::kBurst, Detector::burst) ||
                                                     fired(EntryFlags::kVolume, Detector::volume));
}

std::vector<Suspicion> ConductWatch::suspect(std::span<LedgerEntry const> entries) const
{
    // Asked beforehand: the watch's lock is never taken under the state's.
    std::vector<bool> news;
    for (auto const& entry : entries) {
        news.push_back(is_news(entry));
    }
    std::vector<Suspicion> found;
    parts_.state.read([&](VotingProjection const& projection) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto const& entry = entries[i];
            if (!entry.spends_quota() || entry.is_guest()) {
                continue;
            }
            if (news[i]) {
                if (auto const* const voter = projection.voters().find(entry.voter)) {
                    suspect_haste(entry, *voter, found);
                }
            }
            if (auto const crowd = projection.recent().crowd(entry, projection.voters())) {
                auto voters = crowd->related;
                voters.push_back(entry.voter);
                found.push_back(
                    {.detector = Detector::coordinated,
                     .at = entry.at,
                     .voters = std::move(voters),
                     .item = entry.item,
                     .grave = crowd->grave(),
                     .evidence = crowd->evidence()}
                );
            }
        }
    });
    return found;
}

std::vector<Incident> ConductWatch::observe(std::span<LedgerEntry const> entries)
{
    if (mode_ == AntiGaming::off) {
        return {};
    }
    auto const found = suspect(entries);
    return found.empty() ? std::vector<Incident>{} : raise(found);
}

std::vector<Incident> ConductWatch::raise(std::span<Suspicion const> suspicions)
{
    if (mode_ == AntiGaming::off) {
        return {};
    }
    std::lock_guard const lock{mutex_};
    std::vector<Incident> raised;
    for (auto const& suspicion : suspicions) {
        auto opened = open(suspicion);
        take_in(opened);
        raised.insert(raised.end(), opened.begin(), opened.end());
    }
    pending_.insert(pending_.end(), raised.begin(), raised.end());
    store_pending();
    return raised;
}

std::vector<Incident> ConductWatch::open(Suspicion const& suspicion)
{
    std::vector<Incident> raised;
    for (auto const voter : suspicion.voters) {
        if (!lately(voter, suspicion.detector, suspicion.item, suspicion.at)) {
            raised.push_back(incident_of(suspicion, voter));
        }
    }
    if (mode_ == AntiGaming::enforce && suspicion.item && suspicion.grave) {
        hold_votes(suspicion, raised);
    }
    if (!raised.empty()) {
        auto const id = case_for(suspicion, raised.front().id);
        for (auto& incident : raised) {
            incident.case_id = id;
        }
    }
    return raised;
}

// Incidents of one crowd belong together, also those of who comes a minute later.
std::string ConductWatch::case_for(Suspicion const& suspicion, std::string const& fresh)
{
    if (!suspicion.item) {
        return fresh;
    }
    std::erase_if(cases_, [&](auto const& open) {
        return suspicion.at - open.second.at > kIncidentGap;
    });
    auto& open =
        cases_.try_emplace({suspicion.detector, *suspicion.item}, OpenCase{fresh, suspicion.at})
            .first->second;
    open.at = suspicion.at;
    return open.id;
}

Incident ConductWatch::incident_of(Suspicion const& suspicion, VoterNum voter)
{
    auto const [flagged, conduct] = parts_.state.read([&](VotingProjection const& projection) {
        auto const* const known = projection.voters().find(voter);
        return known == nullptr ? std::pair{false, Conduct{}}
                                : std::pair{known->flagged(suspicion.at), known->conduct()};
    });
    auto const verdict =
        mode_ == AntiGaming::enforce
            ? judge(suspicion.detector, suspicion.grave, flagged, conduct, suspicion.at)
            : Verdict{};
    Incident incident{
        .id = parts_.ids.next("inc"),
        .voter = voter,
        .detector = suspicion.detector,
        .action = verdict.action,
        .at = suspicion.at,
        .until = verdict.until,
        .item = suspicion.item,
        .evidence = suspicion.evidence,
        .changed_at = parts_.clock.now(),
    };
    auto& others = incident.evidence.others;
    others = suspicion.voters;
    std::erase(others, voter);
    others.resize(std::min(others.size(), kMostOthers));
    return incident;
}

// A grave crowd in which somebody is blocked, or several are flagged already, loses its votes on
// the item; who of it was raised lately gets an incident that says just that.
void ConductWatch::hold_votes(Suspicion const& suspicion, std::vector<Incident>& raised)
{
    auto const flagged = parts_.state.read([&](VotingProjection const& projection) {
        return std::ranges::count_if(suspicion.voters, [&](VoterNum voter) {
            auto const* const known = projection.voters().find(voter);
            return known != nullptr && known->flagged(suspicion.at);
        });
    });
    auto const blocks = std::ranges::any_of(raised, [](Incident const& incident) {
        return incident.action >= ConductAction::blocked;
    });
    if (!blocks && flagged < kFlaggedToHold) {
        return;
    }
    for (auto const voter : suspicion.voters) {
        if (held(*suspicion.item, voter)) {
            continue;
        }
        auto own = std::ranges::find(raised, voter, &Incident::voter);
        if (own == raised.end()) {
            auto incident = incident_of(suspicion, voter);
            incident.action = ConductAction::observed;
            incident.until.reset();
            own = raised.insert(raised.end(), std::move(incident));
        }
        own->holds_vote = true;
        own->settled = false;
    }
}

bool ConductWatch::raised_lately(VoterNum voter, Detector detector, Timestamp at) const
{
    std::lock_guard const lock{mutex_};
    return lately(voter, detector, {}, at);
}

// Also if it was dismissed: the same evidence is not raised again.
bool ConductWatch::lately(
    VoterNum voter, Detector detector, std::optional<ItemNum> item, Timestamp at
) const
{
    auto const slow = detector == Detector::crowd;
    auto const gap = slow ? std::chrono::minutes{kCrowdGap} : kIncidentGap;
    auto const known = by_voter_.find(voter);
    return known != by_voter_.end() &&
           std::ranges::any_of(known->second, [&](Incident const& incident) {
               return incident.detector == detector && (!slow || incident.item == item) &&
                      at - incident.at < gap;
           });
}

void ConductWatch::apply(std::span<Incident const> incidents)
{
    std::lock_guard const lock{mutex_};
    take_in(incidents);
}

void ConductWatch::take_in(std::span<Incident const> incidents)
{
    std::map<VoterNum, Conduct> changed;
    for (auto const& incident : incidents) {
        auto& known = by_voter_[incident.voter];
        auto const same = std::ranges::find(known, incident.id, &Incident::id);
        if (same == known.end()) {
            known.push_back(incident);
        } else if (same->changed_at <= incident.changed_at) {
            *same = incident;
        }
        changed[incident.voter] = {};
    }
    if (changed.empty()) {
        return;
    }
    for (auto& [voter, conduct] : changed) {
        auto const& known = by_voter_[voter];
        conduct = Conduct::of(known);
        if (!std::ranges::all_of(known, &Incident::settled)) {
            has_unsettled_.store(true, std::memory_order_release);
        }
    }
    auto const now = parts_.clock.now();
    parts_.state.write([&](VotingProjection& projection) {
        for (auto const& [voter, conduct] : changed) {
            projection.set_conduct(voter, conduct, now);
        }
    });
}

void ConductWatch::store_pending()
{
    if (pending_.empty()) {
        return;
    }
    try {
        parts_.incidents.append(pending_);
        pending_.clear();
    } catch (std::exception const&) {
        // The storage is away. The consequences stand; keep_house() writes it down later.
    }
}

Conduct ConductWatch::conduct_of(VoterNum voter) const
{
    std::lock_guard const lock{mutex_};
    auto const known = by_voter_.find(voter);
    return known == by_voter_.end() ? Conduct{} : Conduct::of(known->second);
}

std::vector<Incident> ConductWatch::incidents_of(VoterNum voter) const
{
    std::lock_guard const lock{mutex_};
    auto const known = by_voter_.find(voter);
    return known == by_voter_.end() ? std::vector<Incident>{} : known->second;
}

bool ConductWatch::holds(ItemNum item, VoterNum voter) const
{
    std::lock_guard const lock{mutex_};
    return held(item, voter);
}

bool ConductWatch::held(ItemNum item, VoterNum voter) const
{
    auto const known = by_voter_.find(voter);
    return known != by_voter_.end() &&
           std::ranges::any_of(known->second, [&](Incident const& incident) {
               return incident.stands() && incident.holds_vote && incident.item == item;
           });
}

std::vector<Incident> ConductWatch::unsettled() const
{
    std::vector<Incident> found;
    std::lock_guard const lock{mutex_};
    for (auto const& [voter, incidents] : by_voter_) {
        std::ranges::copy_if(incidents, std::back_inserter(found), [](Incident const& incident) {
            return !incident.settled;
        });
    }
    return found;
}

void ConductWatch::keep_house()
{
    auto const now = parts_.clock.now();
    std::lock_guard const lock{mutex_};
    store_pending();
    bool unsettled = false;
    for (auto of_voter = by_voter_.begin(); of_voter != by_voter_.end();) {
        auto& incidents = of_voter->second;
        std::erase_if(incidents, [&](Incident const& i) { return !matters(i, now); });
        unsettled = unsettled || !std::ranges::all_of(incidents, &Incident::settled);
        of_voter = incidents.empty() ? by_voter_.erase(of_voter) : std::next(of_voter);
    }
    has_unsettled_.store(unsettled, std::memory_order_release);
}

}  // namespace upbeat::voting
