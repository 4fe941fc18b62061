#include <upbeat/apps/records/vote_line.hpp>

#include <string_view>

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/domain/voting/vote_id.hpp>

namespace upbeat::apps {
namespace {

using http::out;

std::string_view source_word(voting::VoteSource source)
{
    switch (source) {
        case voting::VoteSource::external: return "external";
        case voting::VoteSource::bootstrap: return "bootstrap";
        case voting::VoteSource::internal: return "internal";
    }
    return "external";
}

http::Presenter<NamedEntry> const& presenter()
{
    using N = NamedEntry;
    static auto const presenter = http::presenter<N>(
        "",
        out("vote_id",
            [](N const& n) { return voting::VoteId{n.entry.writer, n.entry.seq}.text(); }),
        out("item_type", [](N const& n) { return std::string{vote_word(n.kind)}; }),
        out("item_id", &N::item_id),
        out("agent_id", &N::agent_id),
        out("vote", [](N const& n) { return std::string{to_word(n.entry.direction)}; }),
        out("weight", [](N const& n) { return n.entry.weight.as_number(); }),
        out("reason", [](N const& n) { return std::string{to_word(n.entry.reason)}; }),
        out("source", [](N const& n) { return std::string{source_word(n.entry.source)}; }),
        out("revision", [](N const& n) { return n.entry.revision; }),
        out("created_at", [](N const& n) { return n.entry.at; })
    );
    return presenter;
}

}  // namespace

std::string to_line(NamedEntry const& named)
{
    return presenter().to_json(named);
}

}  // namespace upbeat::apps
