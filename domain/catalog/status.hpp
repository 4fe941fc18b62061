#pragma once

#include <optional>
#include <string_view>

namespace upbeat::catalog {

// Where an item stands. Only live items are listed, ranked and open for votes; nothing is ever
// deleted, so that votes keep the item they were cast on.
enum class Status : unsigned char { live, hidden, removed, pending_review };

std::optional<Status> parse_status(std::string_view word);
std::string_view to_word(Status status);

}  // namespace upbeat::catalog
