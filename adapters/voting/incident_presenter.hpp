#pragma once

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/voting/list_incidents.hpp>

namespace upbeat::voting {

// What was seen and what followed, for the agent concerned: numbers and a sentence, without the
// names of others.
http::Presenter<ListedIncident> own_incident_presenter();
// The same with the agents it is about and who decided.
http::Presenter<ListedIncident> incident_presenter();
http::Presenter<Page<ListedIncident>> incident_page_presenter(
    char const* name, http::Presenter<ListedIncident> const& of_one
);

// What a detector means, in one sentence.
std::string_view explanation(Detector detector);

}  // namespace upbeat::voting
