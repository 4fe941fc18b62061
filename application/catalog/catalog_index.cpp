#include <upbeat/application/catalog/catalog_index.hpp>

#include <algorithm>
#include <limits>
#include <mutex>
#include <numeric>
#include <utility>

namespace upbeat::catalog {
namespace {

constexpr std::size_t kMaxKeptTitle = std::numeric_limits<std::uint16_t>::max();

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

namespace {

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

void CatalogIndex::begin_load()
{
    std::unique_lock const lock{mutex_};
    loading_ = true;
}

void CatalogIndex::end_load()
{
    std::unique_lock const lock{mutex_};
    loading_ = false;
    by_num_.resize(entries_.size());
    std::iota(by_num_.begin(), by_num_.end(), Slot{0});
    by_created_ = by_num_;
    std::ranges::sort(by_num_, {}, [this](Slot s) { return entries_[s].num; });
    std::ranges::sort(by_created_, {}, [this](Slot s) {
        return std::pair{entries_[s].created, entries_[s].num};
    });
}

void CatalogIndex::put(Track const& track)
{
    std::unique_lock const lock{mutex_};
    Entry entry{
        .num = track.num,
        .created = to_micros(track.created_at),
        .price = track.price.minor,
        .owner = owners_.number(track.owner.agent_id),
        .genre = genres_.number(track.genre),
        .platform = platforms_.number(track.platform.key),
        .bpm = static_cast<std::uint16_t>(track.bpm.value_or(0)),
        .status = track.status,
        .kind = ItemKind::track,
    };
    for (std::size_t i = 0; i < std::min(track.moods.size(), entry.moods.size()); ++i) {
        entry.moods[i] = moods_.number(track.moods[i]);
    }
    put(entry, {track.id, track.title, search_text(track)});
}

void CatalogIndex::put(Tool const& tool)
{
    std::unique_lock const lock{mutex_};
    Entry const entry{
        .num = tool.num,
        .created = to_micros(tool.created_at),
        .owner = owners_.number(tool.owner.agent_id),
        .genre = categories_.number(tool.category),
        .status = tool.status,
        .kind = ItemKind::tool,
    };
    put(entry, {tool.id, tool.name, search_text(tool)});
}

std::size_t CatalogIndex::size(ItemKind kind) const
{
    std::shared_lock const lock{mutex_};
    return kind == ItemKind::track ? tracks_ : tools_;
}

void CatalogIndex::put(Entry entry, Texts const& texts)
{
    keep(entry, texts);
    if (loading_) {
        insert(entry);
        return;
    }
    auto const at = std::ranges::lower_bound(by_num_, entry.num, {}, [this](Slot slot) {
        return entries_[slot].num;
    });
    if (at == by_num_.end() || entries_[*at].num != entry.num) {
        by_num_.insert(at, static_cast<Slot>(entries_.size()));
        insert(entry);
        return;
    }
    auto const slot = *at;
    waste_ += entries_[slot].text_size;
    bool const moves = entries_[slot].created != entry.created;
    if (moves) {
        std::erase(by_created_, slot);
    }
    entries_[slot] = entry;
    if (moves) {
        place_by_creation(slot);
    }
    drop_waste();
}

void CatalogIndex::insert(Entry const& entry)
{
    entries_.push_back(entry);
    if (!loading_) {
        place_by_creation(static_cast<Slot>(entries_.size() - 1));
    }
    ++(entry.kind == ItemKind::track ? tracks_ : tools_);
}

void CatalogIndex::place_by_creation(Slot slot)
{
    auto const age = [this](Slot s) { return std::pair{entries_[s].created, entries_[s].num}; };
    by_created_.insert(std::ranges::upper_bound(by_created_, age(slot), {}, age), slot);
}

void CatalogIndex::keep(Entry& entry, Texts const& texts)
{
    auto const title = texts.title.substr(0, kMaxKeptTitle);
    entry.text_at = texts_.size();
    entry.id_size = static_cast<std::uint8_t>(texts.id.size());
    entry.title_size = static_cast<std::uint16_t>(title.size());
    entry.text_size =
        static_cast<std::uint32_t>(texts.id.size() + title.size() + texts.searched.size());
    texts_.append(texts.id).append(title).append(texts.searched);
}

// Writes the texts anew once half of them belong to nobody.
void CatalogIndex::drop_waste()
{
    if (waste_ < 1'000'000 || waste_ * 2 < texts_.size()) {
        return;
    }
    std::string kept;
    kept.reserve(texts_.size() - waste_);
    for (auto& entry : entries_) {
        auto const at = kept.size();
        kept.append(texts_, entry.text_at, entry.text_size);
        entry.text_at = at;
    }
    texts_ = std::move(kept);
    waste_ = 0;
}

CatalogIndex::Entry const* CatalogIndex::find(ItemNum num) const
{
    auto const at =
        std::ranges::lower_bound(by_num_, num, {}, [this](Slot s) { return entries_[s].num; });
    return at == by_num_.end() || entries_[*at].num != num ? nullptr : &entries_[*at];
}

CatalogIndex::Texts CatalogIndex::texts(Entry const& entry) const
{
    auto const whole = std::string_view{texts_}.substr(entry.text_at, entry.text_size);
    return {
        .id = whole.substr(0, entry.id_size),
        .title = whole.substr(entry.id_size, entry.title_size),
        .searched = whole.substr(std::size_t{entry.id_size} + entry.title_size),
    };
}

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
