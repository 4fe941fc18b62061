#include <upbeat/domain/kernel/item.hpp>

#include <algorithm>

namespace upbeat {
namespace {

bool same_word(std::string_view word, std::string_view lower)
{
    auto const equal = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b;
    };
    return std::ranges::equal(word, lower, equal);
}

}  // namespace

std::optional<ItemKind> parse_item_kind(std::string_view word)
{
    if (same_word(word, "song") || same_word(word, "track")) {
        return ItemKind::track;
    }
    if (same_word(word, "tool")) {
        return ItemKind::tool;
    }
    return std::nullopt;
}

std::string_view vote_word(ItemKind kind)
{
    return kind == ItemKind::track ? "song" : "tool";
}

std::string_view catalog_word(ItemKind kind)
{
    return kind == ItemKind::track ? "track" : "tool";
}

}  // namespace upbeat
