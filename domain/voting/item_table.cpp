#include <upbeat/domain/voting/item_table.hpp>

#include <algorithm>
#include <array>

namespace upbeat::voting {
namespace {

std::uint64_t hash_of(ItemNum num)
{
    return SlotIndex::mix(static_cast<std::uint64_t>(num.value));
}

std::uint64_t hash_of(std::string_view id)
{
    return std::hash<std::string_view>{}(id);
}

}  // namespace

Slot ItemTable::put(ItemFacts const& facts)
{
    auto const slot = obtain(facts.num);
    if (announced(slot)) {
        delist(slot);
    } else {
        name(slot, facts);
    }
    auto& record = records_[slot];
    record.owner = facts.owner;
    record.created_at = facts.created_at;
    record.status = facts.status;
    record.platform_code =
        0xFU & static_cast<std::uint8_t>(
                   facts.kind == ItemKind::track ? voting::platform_code(facts.platform) : 0U
               );
    std::array<std::string_view, kFacets> const texts{facts.genre, facts.mood, facts.platform};
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        record.labels[facet] = intern(texts[facet]);
    }
    enlist(slot);
    return slot;
}

Slot ItemTable::obtain(ItemNum num)
{
    if (auto const known = find(num)) {
        return *known;
    }
    auto const slot = static_cast<Slot>(records_.size());
    records_.emplace_back().num = num;
    by_num_.insert(slot, [this](Slot held) { return hash_of(records_[held].num); });
    return slot;
}

std::optional<Slot> ItemTable::find(ItemNum num) const
{
    return by_num_.find(hash_of(num), [&](Slot slot) { return records_[slot].num == num; });
}

std::optional<Slot> ItemTable::find(ItemKind kind, std::string_view id) const
{
    auto const slot = by_id_.find(hash_of(id), [&](Slot held) { return this->id(held) == id; });
    return slot && records_[*slot].kind == kind ? slot : std::nullopt;
}

std::string_view ItemTable::id(Slot slot) const
{
    auto const& record = records_[slot];
    return std::string_view{id_arena_}.substr(record.id_begin, record.id_size);
}

std::optional<Label> ItemTable::label(std::string_view text) const
{
    if (text.empty()) {
        return Label{0};
    }
    auto const found = label_numbers_.find(text);
    return found == label_numbers_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<Slot> const& ItemTable::labelled(ItemKind kind, Facet facet, Label label) const
{
    static std::vector<Slot> const none;
    auto const& lists = lists_of(kind, facet);
    return label < lists.size() ? lists[label] : none;
}

ItemTable::Lists const& ItemTable::lists_of(ItemKind kind, Facet facet) const
{
    return lists_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(facet)];
}

ItemTable::Lists& ItemTable::lists_of(ItemKind kind, Facet facet)
{
    return lists_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(facet)];
}

Label ItemTable::intern(std::string_view text)
{
    if (auto const known = label(text)) {
        return *known;
    }
    auto const number = static_cast<Label>(label_texts_.size());
    label_numbers_.emplace(label_texts_.emplace_back(text), number);
    return number;
}

void ItemTable::enlist(Slot slot)
{
    auto const& record = records_[slot];
    if (!record.live()) {
        return;
    }
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        auto& lists = lists_of(record.kind, static_cast<Facet>(facet));
        auto const label = record.labels[facet];
        if (lists.size() <= label) {
            lists.resize(label + 1);
        }
        lists[label].push_back(slot);
    }
}

// A search through the label's list: items change their facts rarely.
void ItemTable::delist(Slot slot)
{
    auto const& record = records_[slot];
    if (!record.live()) {
        return;
    }
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        auto& list = lists_of(record.kind, static_cast<Facet>(facet))[record.labels[facet]];
        auto const place = std::ranges::find(list, slot);
        *place = list.back();
        list.pop_back();
    }
}

void ItemTable::name(Slot slot, ItemFacts const& facts)
{
    auto& record = records_[slot];
    record.kind = facts.kind;
    record.id_begin = id_arena_.size();
    record.id_size = static_cast<std::uint8_t>(facts.id.size());
    id_arena_ += facts.id;
    by_id_.insert(slot, [this](Slot held) { return hash_of(id(held)); });
}

}  // namespace upbeat::voting
