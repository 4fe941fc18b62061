#include <upbeat/domain/catalog/status.hpp>

namespace upbeat::catalog {

std::optional<Status> parse_status(std::string_view word)
{
    for (auto const status :
         {Status::live, Status::hidden, Status::removed, Status::pending_review}) {
        if (to_word(status) == word) {
            return status;
        }
    }
    return std::nullopt;
}

std::string_view to_word(Status status)
{
    switch (status) {
        case Status::live: return "live";
        case Status::hidden: return "hidden";
        case Status::removed: return "removed";
        case Status::pending_review: return "pending_review";
    }
    return "hidden";
}

}  // namespace upbeat::catalog
