#include <upbeat/application/voting/list_incidents.hpp>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {

Page<ListedIncident> ListIncidents::execute(IncidentFilter const& filter, PageRequest const& page)
{
    auto found = incidents_.list(filter, page);
    Page<ListedIncident> listed{.items = {}, .total = found.total, .request = page};
    for (auto& incident : found.items) {
        listed.items.push_back(named(std::move(incident)));
    }
    return listed;
}

Result<ListedIncident> ListIncidents::one(std::string_view id, std::optional<VoterNum> of)
{
    auto incident = incidents_.find(id);
    if (!incident || (of && incident->voter != *of)) {
        return fail(incident_not_found(id));
    }
    return named(std::move(*incident));
}

ListedIncident ListIncidents::named(Incident incident)
{
    std::vector<VoterNum> numbers{incident.voter};
    numbers.insert(numbers.end(), incident.evidence.others.begin(), incident.evidence.others.end());
    auto cards = voters_.cards(numbers);
    ListedIncident listed{.incident = std::move(incident), .agent = std::move(cards.front())};
    for (std::size_t i = 1; i < cards.size(); ++i) {
        listed.others.push_back(std::move(cards[i].id));
    }
    if (auto const item = listed.incident.item) {
        state_.read([&](VotingProjection const& projection) {
            if (auto const slot = projection.items().find(*item)) {
                listed.item = {
                    projection.items()[*slot].kind, std::string{projection.items().id(*slot)}
                };
            }
        });
    }
    return listed;
}

}  // namespace upbeat::voting
