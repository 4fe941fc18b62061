#include <upbeat/application/catalog/catalog_index.hpp>

#include <algorithm>
#include <limits>
#include <mutex>
#include <numeric>
#include <utility>

namespace upbeat::catalog {
namespace {

constexpr std::size_t kMaxKeptTitle = std::numeric_limits<std::uint16_t>::max();

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

}  // namespace upbeat::catalog
