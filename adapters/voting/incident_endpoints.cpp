#include <array>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/incident_presenter.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/domain/voting/errors.hpp>

// Incidents as those concerned see them, and as administrators read and decide them.
namespace upbeat::voting {
namespace {

struct IncidentQuery {
    std::string id{};
    std::int64_t page = 1;
    std::int64_t limit = 24;
    std::optional<std::string> agent_id{};
    std::optional<Detector> detector{};
    std::optional<ConductAction> action{};
    std::optional<IncidentStatus> status{};
};

struct Appeal {
    std::string id{};
    std::string text{};
};

struct Decision {
    std::string id{};
    std::string reason{};
};

http::Words<Detector> detector_words()
{
    return http::words<Detector>(
        {{"burst", Detector::burst},
         {"volume", Detector::volume},
         {"fast_burst", Detector::fast_burst},
         {"coordinated", Detector::coordinated},
         {"crowd", Detector::crowd},
         {"administrator", Detector::administrator}}
    );
}

http::Words<ConductAction> action_words()
{
    return http::words<ConductAction>(
        {{"observed", ConductAction::observed},
         {"flagged", ConductAction::flagged},
         {"blocked", ConductAction::blocked},
         {"suspended", ConductAction::suspended}}
    );
}

http::Words<IncidentStatus> status_words()
{
    return http::words<IncidentStatus>(
        {{"open", IncidentStatus::open},
         {"appealed", IncidentStatus::appealed},
         {"confirmed", IncidentStatus::confirmed},
         {"dismissed", IncidentStatus::dismissed}}
    );
}

auto page_field()
{
    return http::field("page", &IncidentQuery::page, http::between(1, 1'000'000), http::defaulted);
}

auto limit_field()
{
    return http::field("limit", &IncidentQuery::limit, http::between(1, 100), http::defaulted);
}

http::Failure no_such_incident()
{
    return http::fails(ErrorKind::not_found, "incident_not_found", "There is no such incident.");
}

http::Failure decided_already()
{
    return http::fails(ErrorKind::conflict, "incident_decided", "Somebody decided it already.");
}

http::Failure contended()
{
    return http::fails(
        ErrorKind::unavailable, "incident_contended", "Somebody else changed it just now; repeat."
    );
}

http::Endpoint own_incidents(VotingEdge const& edge)
{
    return http::get("/api/v1/agents/me/incidents")
        .operation("listOwnIncidents")
        .tag("agents")
        .summary("What one's own votes were suspected of, and what followed")
        .description(
            "The newest first, each with the numbers that were seen beside those from which on "
            "they are too much."
        )
        .auth(http::Auth::agent)
        .open_to_barred()
        .query(http::object<IncidentQuery>(page_field(), limit_field()))
        .returns(200, incident_page_presenter("OwnIncidentPage", own_incident_presenter()))
        .worker(
            [&edge](
                http::Context const& context, IncidentQuery const& query
            ) -> Result<Page<ListedIncident>> {
                return edge.moderation->list_incidents.execute(
                    {.voter = context.actor.voter}, {query.page, query.limit}
                );
            }
        );
}

http::Endpoint appeal(VotingEdge const& edge)
{
    return http::post("/api/v1/agents/me/incidents/{id}/appeal")
        .operation("appealIncident")
        .tag("agents")
        .summary("Object to an incident")
        .description(
            "An administrator reads the text beside the evidence. What followed stays in force "
            "until it is decided."
        )
        .auth(http::Auth::agent)
        .own_object()
        .open_to_barred()
        .idempotent()
        .path(http::object<Appeal>(http::field("id", &Appeal::id, http::id_text())))
        .body_example(R"({"text":"These votes were mine: I was catching up after a week away"})")
        .body(http::object<Appeal>(http::field("text", &Appeal::text, http::length(1, kMostAppeal)))
                  .named("IncidentAppeal"))
        .returns(200, own_incident_presenter())
        .fails_with({no_such_incident(), decided_already(), contended()})
        .worker([&edge](http::Context const& context, Appeal const& in) -> Result<ListedIncident> {
            UPBEAT_TRY(
                auto incident, edge.moderation->decide.appeal(in.id, context.actor.voter, in.text)
            );
            return edge.moderation->list_incidents.named(std::move(incident));
        });
}

Result<Page<ListedIncident>> list(VotingEdge const& edge, IncidentQuery const& query)
{
    IncidentFilter filter{
        .detector = query.detector, .action = query.action, .status = query.status
    };
    if (query.agent_id) {
        auto const agent = edge.voters.find(*query.agent_id);
        if (!agent) {
            return fail(voter_not_found(*query.agent_id));
        }
        filter.voter = agent->num;
    }
    return edge.moderation->list_incidents.execute(filter, {query.page, query.limit});
}

http::Endpoint all_incidents(VotingEdge const& edge)
{
    return http::get("/api/v1/admin/incidents")
        .operation("listIncidents")
        .tag("admin")
        .summary("What detectors and investigations found, the newest first")
        .auth(http::Auth::admin)
        .query(http::object<IncidentQuery>(
            page_field(),
            limit_field(),
            http::field("agent_id", &IncidentQuery::agent_id),
            http::field("detector", &IncidentQuery::detector, detector_words()),
            http::field("action", &IncidentQuery::action, action_words()),
            http::field("status", &IncidentQuery::status, status_words())
        ))
        .returns(200, incident_page_presenter("IncidentPage", incident_presenter()))
        .fails_with({http::fails(ErrorKind::not_found, "agent_not_found")})
        .worker([&edge](http::Context const&, IncidentQuery const& query) {
            return list(edge, query);
        });
}

http::Endpoint one_incident(VotingEdge const& edge)
{
    return http::get("/api/v1/admin/incidents/{id}")
        .operation("getIncident")
        .tag("admin")
        .summary("One incident with its evidence")
        .auth(http::Auth::admin)
        .path(http::object<IncidentQuery>(http::field("id", &IncidentQuery::id, http::id_text())))
        .returns(200, incident_presenter())
        .fails_with({no_such_incident()})
        .worker([&edge](http::Context const&, IncidentQuery const& query) {
            return edge.moderation->list_incidents.one(query.id);
        });
}

http::Endpoint decision(VotingEdge const& edge, bool confirms)
{
    return http::post(
               confirms ? "/api/v1/admin/incidents/{id}/confirm"
                        : "/api/v1/admin/incidents/{id}/dismiss"
    )
        .operation(confirms ? "confirmIncident" : "dismissIncident")
        .tag("admin")
        .summary(confirms ? "Say that an incident is right" : "Say that an incident was wrong")
        .description(
            confirms ? "Of a group, the whole case is confirmed and its votes on the item go to "
                       "quarantine within a second."
                     : "For the whole case: flags, blocks and penalties go, and votes in "
                       "quarantine come back within a second with the weight they had."
        )
        .auth(http::Auth::admin)
        .idempotent()
        .path(http::object<Decision>(http::field("id", &Decision::id, http::id_text())))
        .body_example(R"({"reason":"Looked at the accounts: they are one"})")
        .body(http::object<Decision>(
                  http::field("reason", &Decision::reason, http::length(1, kMostReason))
        )
                  .named("IncidentDecision"))
        .returns(200, incident_presenter())
        .fails_with({no_such_incident(), decided_already(), contended()})
        .worker(
            [&edge,
             confirms](http::Context const& context, Decision const& in) -> Result<ListedIncident> {
                DecidedBy const by{context.actor.id, in.reason, context.request_id};
                auto& decide = edge.moderation->decide;
                UPBEAT_TRY(
                    auto incident, confirms ? decide.confirm(in.id, by) : decide.dismiss(in.id, by)
                );
                return edge.moderation->list_incidents.named(std::move(incident));
            }
        );
}

}  // namespace

http::Endpoints incident_endpoints(VotingEdge const& edge)
{
    return {
        own_incidents(edge),
        appeal(edge),
        all_incidents(edge),
        one_incident(edge),
        decision(edge, true),
        decision(edge, false)
    };
}

}  // namespace upbeat::voting
