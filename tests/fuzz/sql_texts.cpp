#include <string>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "array_text.hpp"
#include "fuzz.hpp"
#include "postgres_url.hpp"

// Where our own text becomes another program's: PostgreSQL's arrays and connection keywords.

namespace {

// The one element of an array text, read as the PostgreSQL manual (8.15.6) says.
std::string only_element(std::string_view array)
{
    UPBEAT_PROMISE(array.size() >= 4 && array.starts_with("{\"") && array.ends_with("\"}"));
    auto element = std::string{};
    auto const inside = array.substr(2, array.size() - 4);
    for (auto at = std::size_t{0}; at < inside.size(); ++at) {
        UPBEAT_PROMISE(inside[at] != '"');
        if (inside[at] == '\\') {
            ++at;
            UPBEAT_PROMISE(at < inside.size());
        }
        element += inside[at];
    }
    return element;
}

}  // namespace

UPBEAT_FUZZ_TARGET(text)
{
    using namespace upbeat::sql;

    auto batch = Batch{"a"};
    batch.add({text});
    try {
        auto const array = array_text(batch, 0);
        UPBEAT_PROMISE(only_element(array) == text);
    } catch (InvalidText const&) {
        // A NUL or malformed UTF-8, which no database keeps.
    }

    try {
        auto const url = "postgresql://" + std::string{text};
        static_cast<void>(postgres_place(url));
        static_cast<void>(postgres_keywords(url, "upbeat"));
    } catch (Unavailable const&) {
        // A malformed address, said in words.
    }
}
