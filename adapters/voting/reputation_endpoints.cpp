#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/domain/voting/errors.hpp>
#include <upbeat/domain/voting/voter_standing.hpp>

namespace upbeat::voting {
namespace {

using http::out;

constexpr double kHundredths = 100.0;

struct HistoryAnswer {
    std::string agent_id{};
    ReputationHistory history{};
};

struct Adjustment {
    std::string id{};
    double reputation = 0;
    std::string reason{};
};

struct AdjustmentAnswer {
    std::string agent_id{};
    ReputationChange change{};
};

struct FlaggedVoter {
    std::string agent_id{};
    VoterReport report{};
    std::vector<std::string_view> reasons{};  // the detectors, each once
};

struct FlaggedAnswer {
    std::vector<FlaggedVoter> voters{};
};

struct AgentPath {
    std::string id{};
};

Result<VoterCard> voter_named(VotingEdge const& edge, std::string const& id)
{
    auto voter = edge.voters.find(id);
    if (!voter) {
        return fail(voter_not_found(id));
    }
    return std::move(*voter);
}

http::Presenter<HistoryAnswer> history_presenter()
{
    auto const event = http::presenter<ReputationEvent>(
        "",
        out("timestamp", &ReputationEvent::at),
        out("old_score", [](ReputationEvent const& e) { return e.before.as_number(); }),
        out("new_score", [](ReputationEvent const& e) { return e.after.as_number(); }),
        out("change",
            [](ReputationEvent const& e) { return (e.after.value - e.before.value) / kHundredths; }
        ),
        out("reason", &ReputationEvent::reason)
    );
    return http::presenter<HistoryAnswer>(
        "ReputationHistory",
        out("agent_id", &HistoryAnswer::agent_id),
        out("current_score",
            [](HistoryAnswer const& answer) { return answer.history.current.as_number(); }),
        out("history_count",
            [](HistoryAnswer const& answer) { return answer.history.events.size(); }),
        out(
            "history", [](HistoryAnswer const& answer) { return answer.history.events; }, event
        )
    );
}

http::Presenter<AdjustmentAnswer> adjustment_presenter()
{
    return http::presenter<AdjustmentAnswer>(
        "ReputationAdjusted",
        http::constant("status", std::string_view{"success"}),
        out("agent_id", &AdjustmentAnswer::agent_id),
        out("old_score", [](AdjustmentAnswer const& a) { return a.change.before.as_number(); }),
        out("new_score", [](AdjustmentAnswer const& a) { return a.change.after.as_number(); })
    );
}

std::vector<std::string_view> flag_reasons(VotingEdge const& edge, VoterNum voter, Timestamp now)
{
    std::vector<std::string_view> reasons;
    for (auto const& incident : edge.moderation->watch.incidents_of(voter)) {
        auto const word = to_word(incident.detector);
        if (incident.stands() && incident.until && *incident.until > now &&
            std::ranges::find(reasons, word) == reasons.end()) {
            reasons.push_back(word);
        }
    }
    return reasons;
}

std::optional<Timestamp> flagged_at(FlaggedVoter const& voter)
{
    return voter.report.flagged_until ? std::optional{*voter.report.flagged_until - kFlagDuration}
                                      : std::nullopt;
}

http::Presenter<FlaggedAnswer> flagged_presenter()
{
    auto const voter = http::presenter<FlaggedVoter>(
        "FlaggedAgent",
        out("agent_id", &FlaggedVoter::agent_id),
        out("reasons", &FlaggedVoter::reasons, http::described("The detectors that fired")),
        out("flagged_at", flagged_at),
        out("expires_at", [](FlaggedVoter const& v) { return v.report.flagged_until; }),
        out("warning_count", [](FlaggedVoter const& v) { return v.report.warnings; }),
        out("reputation_score",
            [](FlaggedVoter const& v) { return v.report.reputation.as_number(); })
    );
    return http::presenter<FlaggedAnswer>(
        "FlaggedAgents",
        out("flagged_agents", &FlaggedAnswer::voters, voter),
        out("count", [](FlaggedAnswer const& answer) { return answer.voters.size(); })
    );
}

http::Endpoint reputation_history(VotingEdge const& edge)
{
    return http::get("/api/v1/admin/agents/{id}/reputation-history")
        .also_at("/api/v1/admin/users/{id}/reputation")
        .operation("getReputationHistory")
        .tag("admin")
        .summary("How an agent's reputation came about")
        .description(
            "Every move of a whole point and every act of an administrator, the newest "
            "first, at most 100."
        )
        .auth(http::Auth::admin)
        .path(http::object<AgentPath>(http::field("id", &AgentPath::id, http::id_text())))
        .returns(200, history_presenter())
        .fails_with({http::fails(ErrorKind::not_found, "agent_not_found")})
        .worker([&edge](http::Context const&, AgentPath const& path) -> Result<HistoryAnswer> {
            UPBEAT_TRY(auto voter, voter_named(edge, path.id));
            return HistoryAnswer{voter.id, edge.voting.get_reputation_history.execute(voter.num)};
        });
}

Result<AdjustmentAnswer> adjust(
    VotingEdge const& edge, http::Context const& context, Adjustment const& wanted
)
{
    UPBEAT_TRY(auto voter, voter_named(edge, wanted.id));
    Reputation const target{static_cast<std::int32_t>(std::lround(wanted.reputation * kHundredths))
    };
    auto const record = [&](ReputationChange const& change) {
        edge.audit.record(
            {.at = context.now,
             .actor = context.actor.id,
             .action = "reputation.adjusted",
             .target_type = "agent",
             .target_id = voter.id,
             .reason = wanted.reason,
             .request_id = context.request_id,
             .detail = std::to_string(change.before.value) + " to " +
                       std::to_string(change.after.value) + " hundredths"}
        );
    };
    UPBEAT_TRY(
        auto change,
        edge.voting.adjust_reputation.execute(
            {.voter = voter.num,
             .target = target,
             .reason = wanted.reason,
             .by = context.actor.id,
             .record = record}
        )
    );
    return AdjustmentAnswer{voter.id, change};
}

http::Endpoint adjust_reputation(VotingEdge const& edge)
{
    constexpr std::size_t kMaxReason = 500;
    return http::post("/api/v1/admin/agents/{id}/reputation")
        .operation("adjustReputation")
        .tag("admin")
        .summary("Set an agent's reputation")
        .description(
            "The difference stays in force on top of what votes earn later. Votes that "
            "were cast keep their weight."
        )
        .auth(http::Auth::admin)
        .idempotent()
        .path(http::object<Adjustment>(http::field("id", &Adjustment::id, http::id_text())))
        .body_example(R"({"reputation":40,"reason":"Restored after a review"})")
        .body(http::object<Adjustment>(
                  http::field("reputation", &Adjustment::reputation, http::between(0, 100)),
                  http::field("reason", &Adjustment::reason, http::length(1, kMaxReason))
        )
                  .named("AdjustReputation"))
        .returns(200, adjustment_presenter())
        .fails_with({http::fails(ErrorKind::not_found, "agent_not_found")})
        .worker([&edge](http::Context const& context, Adjustment const& wanted) {
            return adjust(edge, context, wanted);
        });
}

http::Endpoint flagged(VotingEdge const& edge)
{
    return http::get("/api/v1/admin/flagged")
        .operation("listFlaggedAgents")
        .tag("admin")
        .summary("Agents with a running flag, the latest first")
        .auth(http::Auth::admin)
        .returns(200, flagged_presenter())
        .worker(
            [&edge](http::Context const& context, http::Nothing const&) -> Result<FlaggedAnswer> {
                FlaggedAnswer answer;
                std::vector<VoterNum> numbers;
                auto reports = edge.voting.list_flagged_voters.execute();
                for (auto const& report : reports) {
                    numbers.push_back(report.num);
                }
                auto const cards = edge.voters.cards(numbers);
                for (std::size_t i = 0; i < reports.size(); ++i) {
                    auto reasons = flag_reasons(edge, reports[i].num, context.now);
                    answer.voters.push_back({cards[i].id, std::move(reports[i]), std::move(reasons)}
                    );
                }
                return answer;
            }
        );
}

}  // namespace

http::Endpoints reputation_endpoints(VotingEdge const& edge)
{
    return {reputation_history(edge), adjust_reputation(edge), flagged(edge)};
}

}  // namespace upbeat::voting
