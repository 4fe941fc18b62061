#pragma once

#include <optional>
#include <string>
#include <vector>

#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/failure.hpp>
#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/application/catalog/track_filter.hpp>
#include <upbeat/domain/catalog/errors.hpp>
#include <upbeat/domain/kernel/page.hpp>

namespace upbeat::catalog {

// The id in a path such as /api/v1/tracks/{id}.
struct ItemPath {
    ItemId id = ItemId::trusted("");
};

template <class In>
http::Schema<In> item_path_schema()
{
    return http::object<In>(http::field("id", &ItemPath::id));
}

struct PageInput {
    std::int64_t page = 1;
    std::int64_t limit = 24;

    PageRequest request() const { return {.page = page, .limit = limit}; }
};

inline auto page_field()
{
    return http::field("page", &PageInput::page, http::at_least(1), http::defaulted);
}
inline auto limit_field()
{
    return http::field("limit", &PageInput::limit, http::between(1, 100), http::defaulted);
}

inline http::Words<TrackSort> sort_words()
{
    return http::words<TrackSort>({
        {"newest", TrackSort::newest},
        {"top", TrackSort::top},
        {"trending", TrackSort::trending},
        {"votes", TrackSort::votes},
        {"most_votes", TrackSort::votes},
    });
}

// The act of the caller; `reason` is for the audit log.
inline Act act_of(http::Context const& context, std::optional<std::string> const& reason = {})
{
    return {
        .actor = context.actor,
        .reason = reason.value_or(""),
        .request_id = context.request_id,
    };
}

// An id in a body, whose form the schema has checked.
inline std::optional<ItemId> chosen_id(std::optional<std::string> const& id)
{
    return id ? std::optional{ItemId::trusted(*id)} : std::nullopt;
}

inline http::Failure no_such_item()
{
    return http::fails(
        ErrorKind::not_found,
        std::string{kItemNotFound},
        "There is no such item, or it is not the caller's."
    );
}

}  // namespace upbeat::catalog
