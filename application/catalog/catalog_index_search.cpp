#include <algorithm>
#include <cstdlib>
#include <utility>

#include <upbeat/application/catalog/catalog_index.hpp>

namespace upbeat::catalog {
namespace {

// Whether a word of `text` (lower case) begins with `start`.
bool has_word_with(std::string_view text, std::string_view start)
{
    for (auto at = text.find(start); at != text.npos; at = text.find(start, at + 1)) {
        if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '-') {
            return true;
        }
    }
    return false;
}

constexpr std::size_t kMostLookedAtForSimilar = 2'000;

}  // namespace

std::vector<Suggestion> CatalogIndex::suggest(std::string_view text, std::size_t limit) const
{
    auto const start = lower(trim(text));
    std::vector<Suggestion> out;
    std::shared_lock const lock{mutex_};
    for (auto slot = by_created_.rbegin(); slot != by_created_.rend() && out.size() < limit;
         ++slot) {
        auto const& entry = entries_[*slot];
        if (entry.status != Status::live) {
            continue;
        }
        auto const parts = texts(entry);
        auto const title = parts.searched.substr(0, parts.searched.find('\n'));
        if (has_word_with(title, start)) {
            out.push_back({entry.kind, std::string{parts.title}, std::string{parts.id}});
        }
    }
    return out;
}

std::vector<ItemNum> CatalogIndex::similar(ItemNum track, std::size_t limit) const
{
    std::shared_lock const lock{mutex_};
    auto const* const self = find(track);
    if (self == nullptr || self->genre == 0) {
        return {};
    }
    std::vector<std::pair<int, ItemNum>> found;  // difference in tempo
    std::size_t seen = 0;
    for (auto slot = by_created_.rbegin();
         slot != by_created_.rend() && seen < kMostLookedAtForSimilar;
         ++slot, ++seen) {
        auto const& entry = entries_[*slot];
        if (entry.kind == ItemKind::track && entry.status == Status::live &&
            entry.genre == self->genre && entry.num != track) {
            found.emplace_back(std::abs(int{entry.bpm} - int{self->bpm}), entry.num);
        }
    }
    auto const nearest = std::min(found.size(), limit);
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(nearest));
    found.resize(nearest);
    std::vector<ItemNum> out;
    for (auto const& [difference, num] : found) {
        out.push_back(num);
    }
    return out;
}

}  // namespace upbeat::catalog
