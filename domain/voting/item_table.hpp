#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <upbeat/domain/voting/hourly_cells.hpp>
#include <upbeat/domain/voting/item_facts.hpp>
#include <upbeat/domain/voting/ranked_set.hpp>
#include <upbeat/domain/voting/slot_index.hpp>
#include <upbeat/domain/voting/tally.hpp>

namespace upbeat::voting {

// A genre, category, mood or platform as a number; 0 is none.
using Label = std::uint32_t;

enum class Facet : unsigned char { genre = 0, mood = 1, platform = 2 };
inline constexpr std::size_t kFacets = 3;

// What the projection holds of an item. 128 bytes without the cells, the id's text and the label
// lists (24 bytes an hour with votes, 1..64, and about 12).
struct ItemRecord {
    ItemNum num{};
    OwnerNum owner{};
    Timestamp created_at{};
    std::uint64_t id_begin = 0;  // in the table's arena
    Label labels[kFacets] = {};
    std::uint8_t id_size = 0;
    ItemKind kind = ItemKind::track;
    ItemStatus status = ItemStatus::hidden;
    std::uint8_t platform_code : 4 = 0;
    bool touched : 1 = false;      // the orders do not know its latest votes yet,
    bool touched_old : 1 = false;  // some of which are a day old
    std::uint32_t version = 0;     // rises with every vote that counts
    Tally tally{};
    double trending = 0;         // relative to the table's epoch
    double trending_prefix = 0;  // of all hours but the newest
    HourlyCells cells{};

    bool live() const { return status == ItemStatus::live; }
};

// The items by number and by public id, and which live ones carry a label. Slots never move or
// change. Not thread-safe; lookups are O(1).
class ItemTable {
   public:
    // Adds an item or brings the facts of a known one up to date. The number and the kind of an id
    // never change.
    Slot put(ItemFacts const& facts);
    // A known item, or one that is added without facts: hidden, and found by nothing but its
    // number until put() announces it. Votes on it may arrive before the catalogue's news of it.
    Slot obtain(ItemNum num);
    bool announced(Slot slot) const { return records_[slot].id_size > 0; }

    std::optional<Slot> find(ItemNum num) const;
    std::optional<Slot> find(ItemKind kind, std::string_view id) const;

    ItemRecord const& operator[](Slot slot) const { return records_[slot]; }
    ItemRecord& operator[](Slot slot) { return records_[slot]; }
    std::size_t size() const { return records_.size(); }
    std::string_view id(Slot slot) const;
    std::string_view text(Label label) const { return label_texts_[label]; }
    std::optional<Label> label(std::string_view text) const;

    // The live items of a kind that carry the label, in no order.
    std::vector<Slot> const& labelled(ItemKind kind, Facet facet, Label label) const;
    // Calls visit(text, count) for every label that live items of the kind carry; "" is none.
    template <class Visit>
    void each_label(ItemKind kind, Facet facet, Visit&& visit) const
    {
        auto const& lists = lists_of(kind, facet);
        for (Label label = 0; label < lists.size(); ++label) {
            if (!lists[label].empty()) {
                visit(text(label), lists[label].size());
            }
        }
    }

   private:
    using Lists = std::vector<std::vector<Slot>>;

    Lists const& lists_of(ItemKind kind, Facet facet) const;
    Lists& lists_of(ItemKind kind, Facet facet);
    Label intern(std::string_view text);
    void enlist(Slot slot);
    void delist(Slot slot);
    void name(Slot slot, ItemFacts const& facts);

    std::deque<ItemRecord> records_;
    std::string id_arena_;
    SlotIndex by_num_;
    SlotIndex by_id_;
    std::deque<std::string> label_texts_{""};
    std::unordered_map<std::string_view, Label> label_numbers_;
    Lists lists_[2][kFacets];
};

}  // namespace upbeat::voting
