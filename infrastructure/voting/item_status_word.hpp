#pragma once

#include <string_view>

#include <upbeat/domain/voting/item_facts.hpp>

namespace upbeat::voting {

// The catalogue's words for a status, as its tables hold them; one that is not known here hides.
inline ItemStatus item_status_of(std::string_view word)
{
    if (word == "live") {
        return ItemStatus::live;
    }
    return word == "removed" ? ItemStatus::removed : ItemStatus::hidden;
}

}  // namespace upbeat::voting
