#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/track_body.hpp>
#include <upbeat/adapters/http/decimal.hpp>

namespace upbeat::catalog {

// The parameters by which track lists are filtered.
struct TrackQuery : PageInput {
    std::vector<std::string> genres{};
    std::vector<std::string> moods{};
    std::vector<std::string> platforms{};
    std::optional<http::Decimal> min_price{};
    std::optional<http::Decimal> max_price{};
    std::optional<int> bpm_min{};
    std::optional<int> bpm_max{};
    std::string tag{};
    std::string creator{};
    std::string q{};
    TrackSort sort = TrackSort::newest;
};

TrackFilter filter_of(TrackQuery const& query);

// `more` fields of the struct's own stand in front.
template <class In, class... More>
http::Schema<In> track_query_schema(More... more)
{
    using namespace http;
    auto const list = words_or_text();
    return object<In>(
               std::move(more)...,
               field("genre", &TrackQuery::genres, list, defaulted),
               field("mood", &TrackQuery::moods, list, defaulted),
               field("platform", &TrackQuery::platforms, list, defaulted),
               field("min_price", &TrackQuery::min_price, at_least(0)),
               field("max_price", &TrackQuery::max_price, at_least(0)),
               field("bpm_min", &TrackQuery::bpm_min, between(0, 1000)),
               field("bpm_max", &TrackQuery::bpm_max, between(0, 1000)),
               field("tag", &TrackQuery::tag, max_length(60), defaulted),
               field(
                   "creator",
                   &TrackQuery::creator,
                   max_length(64),
                   defaulted,
                   described("The id of the agent that published it")
               ),
               field(
                   "q",
                   &TrackQuery::q,
                   max_length(100),
                   defaulted,
                   described("Words in title, artist or tags")
               ),
               field("sort", &TrackQuery::sort, sort_words(), defaulted),
               page_field(),
               limit_field()
    )
        .ensure([](In const& in) -> std::optional<FieldProblem> {
            if (in.min_price && in.max_price && *in.min_price > *in.max_price) {
                return FieldProblem{"min_price", "out_of_order", "must not exceed max_price"};
            }
            if (in.bpm_min && in.bpm_max && *in.bpm_min > *in.bpm_max) {
                return FieldProblem{"bpm_min", "out_of_order", "must not exceed bpm_max"};
            }
            return std::nullopt;
        });
}

}  // namespace upbeat::catalog
