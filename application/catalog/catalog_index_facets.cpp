#include <algorithm>
#include <mutex>

#include <upbeat/application/catalog/catalog_index.hpp>
#include <upbeat/domain/catalog/platform.hpp>

namespace upbeat::catalog {

std::vector<Facet> CatalogIndex::count(WordTable const& words, ItemKind kind, Numbers numbers) const
{
    std::vector<std::int64_t> counts(words.size() + 1);
    for (auto const& entry : entries_) {
        if (entry.kind == kind && entry.status == Status::live) {
            for (auto const number : numbers(entry)) {
                ++counts[number];
            }
        }
    }
    std::vector<Facet> out;
    for (std::uint32_t number = 1; number < counts.size(); ++number) {
        if (counts[number] > 0) {
            out.push_back({words.word(number), words.word(number), counts[number]});
        }
    }
    std::ranges::sort(out, [](Facet const& a, Facet const& b) {
        return a.count != b.count ? a.count > b.count : a.word < b.word;
    });
    return out;
}

std::vector<Facet> CatalogIndex::genres() const
{
    std::shared_lock const lock{mutex_};
    return count(genres_, ItemKind::track, [](Entry const& entry) {
        return std::span{&entry.genre, 1};
    });
}

std::vector<Facet> CatalogIndex::categories() const
{
    std::shared_lock const lock{mutex_};
    return count(categories_, ItemKind::tool, [](Entry const& entry) {
        return std::span{&entry.genre, 1};
    });
}

std::vector<Facet> CatalogIndex::moods() const
{
    std::shared_lock const lock{mutex_};
    return count(moods_, ItemKind::track, [](Entry const& entry) {
        auto const end = std::ranges::find(entry.moods, 0U);
        return std::span{entry.moods.begin(), end};
    });
}

std::vector<Facet> CatalogIndex::platforms() const
{
    std::shared_lock const lock{mutex_};
    auto facets = count(platforms_, ItemKind::track, [](Entry const& entry) {
        return std::span{&entry.platform, 1};
    });
    for (auto& facet : facets) {
        facet.name = platform_of(facet.word).name;
    }
    return facets;
}

}  // namespace upbeat::catalog
