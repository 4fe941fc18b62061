#include <upbeat/domain/kernel/ids.hpp>

#include <algorithm>

namespace upbeat {
namespace {

constexpr std::size_t kMaxIdLength = 64;

bool may_stand_in_id(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
}

}  // namespace

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxIdLength &&
           std::ranges::all_of(text, may_stand_in_id);
}

Error malformed_id(std::string_view field)
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail = "An id is 1 to 64 characters of letters, digits, '.', '_', ':' and '-'.",
        .fields = {{std::string{field}, "malformed_id", "must be 1 to 64 of [A-Za-z0-9._:-]"}},
    };
}

}  // namespace upbeat
