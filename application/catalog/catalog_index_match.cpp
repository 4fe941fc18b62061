#include <algorithm>
#include <limits>
#include <mutex>

#include <upbeat/application/catalog/catalog_index.hpp>

namespace upbeat::catalog {
namespace {

bool is_one_of(std::vector<std::uint32_t> const& words, std::uint32_t word)
{
    return std::ranges::find(words, word) != words.end();
}

bool has_line(std::string_view lines, std::string_view line)
{
    for (auto at = lines.find(line); at != lines.npos; at = lines.find(line, at + 1)) {
        auto const end = at + line.size();
        if (at > 0 && lines[at - 1] == '\n' && (end == lines.size() || lines[end] == '\n')) {
            return true;
        }
    }
    return false;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> out;
    auto const low = lower(text);
    std::string_view rest = trim(low);
    while (!rest.empty()) {
        auto const end = rest.find(' ');
        if (end != 0) {
            out.emplace_back(rest.substr(0, end));
        }
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
    }
    return out;
}

// The numbers of the words that are known. Words given, but none of them known: nothing matches.
std::vector<std::uint32_t> numbers(
    WordTable const& table, std::vector<std::string> const& words, bool& nothing
)
{
    std::vector<std::uint32_t> out;
    for (auto const& word : words) {
        if (auto const number = table.find(word)) {
            out.push_back(*number);
        }
    }
    nothing = nothing || (out.empty() && !words.empty());
    return out;
}

}  // namespace

struct CatalogIndex::Wanted {
    ItemKind kind = ItemKind::track;
    std::optional<Status> status{};
    std::vector<std::uint32_t> genres{}, moods{}, platforms{};
    std::int64_t min_price = 0;
    std::int64_t max_price = std::numeric_limits<std::int64_t>::max();
    int bpm_min = 0;
    int bpm_max = std::numeric_limits<int>::max();
    std::uint32_t owner = 0;
    std::string tag{};
    std::vector<std::string> words{};
    bool nothing = false;  // asks for a word that no item has
};

CatalogIndex::Wanted CatalogIndex::wanted(TrackFilter const& filter) const
{
    Wanted out{.status = filter.status, .tag = filter.tag, .words = words_of(filter.text)};
    out.genres = numbers(genres_, filter.genres, out.nothing);
    out.moods = numbers(moods_, filter.moods, out.nothing);
    out.platforms = numbers(platforms_, filter.platforms, out.nothing);
    out.min_price = filter.min_price.value_or(out.min_price);
    out.max_price = filter.max_price.value_or(out.max_price);
    out.bpm_min = filter.bpm_min.value_or(filter.bpm_max ? 1 : 0);
    out.bpm_max = filter.bpm_max.value_or(out.bpm_max);
    if (!filter.owner_id.empty()) {
        auto const owner = owners_.find(filter.owner_id);
        out.owner = owner.value_or(0);
        out.nothing = out.nothing || !owner;
    }
    return out;
}

CatalogIndex::Wanted CatalogIndex::wanted(ToolFilter const& filter) const
{
    Wanted out{.kind = ItemKind::tool, .status = filter.status, .words = words_of(filter.text)};
    out.genres = numbers(categories_, filter.categories, out.nothing);
    return out;
}

// The cheap questions come first: most items fall at one of them.
bool CatalogIndex::accepts(Entry const& entry, Wanted const& wanted) const
{
    if (entry.kind != wanted.kind || (wanted.status && entry.status != *wanted.status) ||
        entry.price < wanted.min_price || entry.price > wanted.max_price ||
        entry.bpm < wanted.bpm_min || entry.bpm > wanted.bpm_max ||
        (wanted.owner != 0 && entry.owner != wanted.owner) ||
        (!wanted.genres.empty() && !is_one_of(wanted.genres, entry.genre)) ||
        (!wanted.platforms.empty() && !is_one_of(wanted.platforms, entry.platform))) {
        return false;
    }
    auto const feels = [&](std::uint32_t mood) {
        return mood != 0 && is_one_of(wanted.moods, mood);
    };
    if (!wanted.moods.empty() && std::ranges::none_of(entry.moods, feels)) {
        return false;
    }
    if (wanted.tag.empty() && wanted.words.empty()) {
        return true;
    }
    auto const searched = texts(entry).searched;
    return (wanted.tag.empty() || has_line(searched, wanted.tag)) &&
           std::ranges::all_of(wanted.words, [searched](std::string const& word) {
               return searched.find(word) != searched.npos;
           });
}

std::vector<ItemNum> CatalogIndex::all(Wanted const& wanted) const
{
    std::vector<ItemNum> out;
    if (wanted.nothing) {
        return out;
    }
    for (auto slot = by_created_.rbegin(); slot != by_created_.rend(); ++slot) {
        if (accepts(entries_[*slot], wanted)) {
            out.push_back(entries_[*slot].num);
        }
    }
    return out;
}

std::vector<ItemNum> CatalogIndex::matches(TrackFilter const& filter) const
{
    std::shared_lock const lock{mutex_};
    return all(wanted(filter));
}

std::vector<ItemNum> CatalogIndex::matches(ToolFilter const& filter) const
{
    std::shared_lock const lock{mutex_};
    return all(wanted(filter));
}

CatalogIndex::Slice CatalogIndex::newest(
    TrackFilter const& filter, std::size_t offset, std::size_t count
) const
{
    std::shared_lock const lock{mutex_};
    Slice out;
    auto const asked = wanted(filter);
    if (asked.nothing) {
        return out;
    }
    for (auto slot = by_created_.rbegin(); slot != by_created_.rend(); ++slot) {
        if (!accepts(entries_[*slot], asked)) {
            continue;
        }
        auto const place = static_cast<std::size_t>(out.total++);
        if (place >= offset && place - offset < count) {
            out.items.push_back(entries_[*slot].num);
        }
    }
    return out;
}

void CatalogIndex::retain(std::vector<ItemNum>& items, TrackFilter const& filter) const
{
    std::shared_lock const lock{mutex_};
    auto const asked = wanted(filter);
    std::erase_if(items, [&](ItemNum num) {
        auto const* const entry = find(num);
        return asked.nothing || entry == nullptr || !accepts(*entry, asked);
    });
}

}  // namespace upbeat::catalog
