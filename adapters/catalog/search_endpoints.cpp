#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

enum class SearchIn : unsigned char { all, tracks, tools, creators };

struct SearchInput : PageInput {
    std::string q{};
    SearchIn type = SearchIn::all;
};

struct SuggestInput {
    std::string q{};
    std::int64_t limit = 10;
};

struct Suggestions {
    std::vector<Suggestion> suggestions{};
};

Presenter<SearchOutcome> outcome_presenter()
{
    auto const total = [](SearchOutcome const& o) { return o.tracks.total + o.tools.total; };
    return presenter<SearchOutcome>(
        "SearchOutcome",
        out(
            "tracks",
            [](SearchOutcome const& o) -> auto const& { return o.tracks.items; },
            track_card_presenter()
        ),
        out(
            "tools",
            [](SearchOutcome const& o) -> auto const& { return o.tools.items; },
            tool_card_presenter()
        ),
        out("creators", [](SearchOutcome const&) { return std::vector<std::string>{}; }),
        out("total", total),
        out("page", [](SearchOutcome const& o) { return o.tracks.request.page; }),
        out("limit", [](SearchOutcome const& o) { return o.tracks.request.limit; })
    );
}

Presenter<Suggestions> suggestions_presenter()
{
    auto const type = [](Suggestion const& s) { return catalog_word(s.kind); };
    return presenter<Suggestions>(
        "Suggestions",
        out("suggestions",
            &Suggestions::suggestions,
            presenter<Suggestion>(
                "", out("type", type), out("text", &Suggestion::text), out("id", &Suggestion::id)
            ))
    );
}

}  // namespace

Endpoint search_endpoint(Catalog& catalog)
{
    auto const types = words<SearchIn>({
        {"all", SearchIn::all},
        {"track", SearchIn::tracks},
        {"song", SearchIn::tracks},
        {"tool", SearchIn::tools},
        {"creator", SearchIn::creators},
    });
    return get("/api/v1/search")
        .operation("search")
        .tag("catalog")
        .summary("Tracks and tools that hold every word")
        .query(object<SearchInput>(
            field("q", &SearchInput::q, length(1, 100)),
            field("type", &SearchInput::type, types, defaulted),
            page_field(),
            limit_field()
        ))
        .returns<SearchOutcome>(200, outcome_presenter())
        .fails_with({fails(ErrorKind::invalid_input, std::string{kPageTooDeep})})
        .worker([&catalog](Context const&, SearchInput const& in) {
            return catalog.search.execute({
                .text = in.q,
                .tracks = in.type == SearchIn::all || in.type == SearchIn::tracks,
                .tools = in.type == SearchIn::all || in.type == SearchIn::tools,
                .page = in.request(),
            });
        });
}

Endpoint suggest_endpoint(Catalog& catalog)
{
    return get("/api/v1/search/suggest")
        .operation("suggest")
        .tag("catalog")
        .summary("What somebody who types this may be looking for")
        .query(object<SuggestInput>(
            field("q", &SuggestInput::q, length(2, 100)),
            field("limit", &SuggestInput::limit, between(1, 10), defaulted)
        ))
        .returns<Suggestions>(200, suggestions_presenter())
        .worker([&catalog](Context const&, SuggestInput const& in) -> Result<Suggestions> {
            return Suggestions{catalog.index.suggest(in.q, static_cast<std::size_t>(in.limit))};
        });
}

}  // namespace upbeat::catalog
