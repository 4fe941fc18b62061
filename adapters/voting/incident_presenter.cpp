#include <upbeat/adapters/voting/incident_presenter.hpp>

#include <string>

namespace upbeat::voting {
namespace {

using http::leave_out_null;
using http::out;
using http::presenter;

std::string_view consequence(ConductAction action)
{
    switch (action) {
        case ConductAction::observed: return "Nothing follows for the agent.";
        case ConductAction::flagged: return "Votes weigh half until the flag ends.";
        case ConductAction::blocked:
            return "No votes until the block ends, and a quarter of the reputation is withheld for "
                   "30 days.";
        case ConductAction::suspended:
            return "No votes until an administrator lifts the suspension.";
    }
    return "";
}

std::string sentence(ListedIncident const& listed)
{
    auto const& incident = listed.incident;
    auto text = std::string{explanation(incident.detector)};
    text.append(" ").append(
        incident.stands() ? consequence(incident.action) : "It was dismissed: nothing follows."
    );
    if (incident.holds_vote) {
        text += " The vote on the item is in quarantine.";
    }
    return text;
}

http::Presenter<Fact> fact_presenter()
{
    return presenter<Fact>(
        "IncidentFact",
        out("name", &Fact::name),
        out("value", &Fact::value),
        out("limit", &Fact::limit, http::described("From which on it is too much; 0: none"))
    );
}

std::optional<std::string_view> item_type(ListedIncident const& listed)
{
    return listed.item ? std::optional{vote_word(listed.item->first)} : std::nullopt;
}

std::optional<std::string> item_id(ListedIncident const& listed)
{
    return listed.item ? std::optional{listed.item->second} : std::nullopt;
}

std::optional<std::string> some(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

http::Presenter<ListedIncident> fields()
{
    using L = ListedIncident;
    return presenter<L>(
        "",
        out("id", [](L const& l) { return l.incident.id; }),
        out("agent_id", [](L const& l) { return l.agent.id; }),
        out("detector", [](L const& l) { return to_word(l.incident.detector); }),
        out("action", [](L const& l) { return to_word(l.incident.action); }),
        out("status", [](L const& l) { return to_word(l.incident.status); }),
        out("at", [](L const& l) { return l.incident.at; }),
        out("until", [](L const& l) { return l.incident.until; }),
        out("explanation", sentence),
        out(
            "facts", [](L const& l) { return l.incident.evidence.facts; }, fact_presenter()
        ),
        out("other_agents", [](L const& l) { return l.others.size(); }),
        out("item_type", item_type, leave_out_null),
        out("item_id", item_id, leave_out_null),
        out("vote_quarantined", [](L const& l) { return l.incident.holds_vote; }),
        out("appeal", [](L const& l) { return some(l.incident.appeal); }),
        out("appealed_at", [](L const& l) { return l.incident.appealed_at; }),
        out("decision", [](L const& l) { return some(l.incident.decision); }),
        out("decided_at", [](L const& l) { return l.incident.decided_at; })
    );
}

ListedIncident const& same(ListedIncident const& listed)
{
    return listed;
}

}  // namespace

std::string_view explanation(Detector detector)
{
    switch (detector) {
        case Detector::burst: return "Ten or more votes came in the minute before.";
        case Detector::volume: return "More than fifty votes came in the five minutes before.";
        case Detector::unidirectional: return "Twenty or more votes, all in one direction.";
        case Detector::fast_burst: return "Forty or more votes came in the minute before.";
        case Detector::metronome: return "Twenty votes came at intervals of one length.";
        case Detector::platform_bias: return "Nearly all votes were for one platform.";
        case Detector::coordinated:
            return "Five or more agents that have something in common voted the same way on one "
                   "item within five minutes, beyond what chance explains.";
        case Detector::crowd:
            return "The item rises by voters that have more in common than chance explains.";
        case Detector::administrator: return "An administrator decided it.";
    }
    return "";
}

http::Presenter<ListedIncident> own_incident_presenter()
{
    return presenter<ListedIncident>("OwnIncident", including(same, fields()));
}

http::Presenter<ListedIncident> incident_presenter()
{
    using L = ListedIncident;
    return presenter<L>(
        "Incident",
        including(same, fields()),
        out("case_id", [](L const& l) { return l.incident.case_id; }),
        out("others", &L::others),
        out("decided_by", [](L const& l) { return some(l.incident.decided_by); })
    );
}

http::Presenter<Page<ListedIncident>> incident_page_presenter(
    char const* name, http::Presenter<ListedIncident> const& of_one
)
{
    using P = Page<ListedIncident>;
    return presenter<P>(
        name,
        out("incidents", &P::items, of_one),
        out("total", &P::total),
        out("page", [](P const& page) { return page.request.page; }),
        out("pages", [](P const& page) { return page.pages(); }),
        out("limit", [](P const& page) { return page.request.limit; })
    );
}

}  // namespace upbeat::voting
