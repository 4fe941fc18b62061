#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/application/catalog/track_filter.hpp>
#include <upbeat/application/catalog/word_table.hpp>
#include <upbeat/domain/catalog/tool.hpp>
#include <upbeat/domain/catalog/track.hpp>
#include <upbeat/domain/catalog/vocabulary.hpp>
#include <upbeat/domain/kernel/item.hpp>

namespace upbeat::catalog {

// How often a word occurs among the live items.
struct Facet {
    std::string word;
    std::string name;  // for people: "Suno AI"
    std::int64_t count = 0;
};

struct Suggestion {
    ItemKind kind;
    std::string text;
    std::string id;
};

// What lists, searches and counts look at, in memory: about 120 bytes a track and its searchable
// text. A cache of the database, filled at start and told of every change; a walk over a million
// tracks takes a few milliseconds. Safe to call from any thread.
class CatalogIndex {
   public:
    // Between these two, which only a fresh index may see, put() is quick for any number of items
    // in any order, and questions have no meaning.
    void begin_load();
    void end_load();

    // Adds an item or replaces what was known of it.
    void put(Track const& track);
    void put(Tool const& tool);

    // Items of a kind, live or not.
    std::size_t size(ItemKind kind) const;

    // All matching tracks or tools, newest first.
    std::vector<ItemNum> matches(TrackFilter const& filter) const;
    std::vector<ItemNum> matches(ToolFilter const& filter) const;

    // How many match, and those at the places [offset, offset + count), newest first.
    struct Slice {
        std::vector<ItemNum> items{};
        std::int64_t total = 0;
    };
    Slice newest(TrackFilter const& filter, std::size_t offset, std::size_t count) const;

    // Keeps those of `items` that match, in their order.
    void retain(std::vector<ItemNum>& items, TrackFilter const& filter) const;

    // What live items are about, most frequent first.
    std::vector<Facet> genres() const;
    std::vector<Facet> categories() const;
    std::vector<Facet> moods() const;
    std::vector<Facet> platforms() const;

    // Live items whose title or name has a word that begins with `text`; newest first.
    std::vector<Suggestion> suggest(std::string_view text, std::size_t limit) const;

    // Up to `limit` live tracks of the same genre, nearest in tempo, without the track itself.
    std::vector<ItemNum> similar(ItemNum track, std::size_t limit) const;

   private:
    using Slot = std::uint32_t;

    struct Entry {
        ItemNum num{};
        std::int64_t created = 0;  // microseconds
        std::int64_t price = 0;
        std::uint64_t text_at = 0;
        std::uint32_t text_size = 0;
        std::uint32_t owner = 0;
        std::uint32_t genre = 0;  // of a tool: its category
        std::uint32_t platform = 0;
        std::uint16_t bpm = 0;  // 0: unknown
        std::uint16_t title_size = 0;
        std::uint8_t id_size = 0;
        Status status = Status::live;
        ItemKind kind = ItemKind::track;
        std::array<std::uint32_t, kMaxMoods> moods{};  // 0: none
    };

    // The filter with its words as numbers; a word nobody uses matches nothing.
    struct Wanted;

    using Numbers = std::span<std::uint32_t const> (*)(Entry const&);

    struct Texts {
        std::string_view id, title, searched;
    };

    void put(Entry entry, Texts const& texts);
    void keep(Entry& entry, Texts const& texts);
    void insert(Entry const& entry);
    void place_by_creation(Slot slot);
    void drop_waste();
    Entry const* find(ItemNum num) const;
    Wanted wanted(TrackFilter const& filter) const;
    Wanted wanted(ToolFilter const& filter) const;
    bool accepts(Entry const& entry, Wanted const& wanted) const;
    Texts texts(Entry const& entry) const;
    std::vector<ItemNum> all(Wanted const& wanted) const;
    std::vector<Facet> count(WordTable const& words, ItemKind kind, Numbers numbers) const;

    mutable std::shared_mutex mutex_;
    std::vector<Entry> entries_;
    std::vector<Slot> by_num_;      // ascending
    std::vector<Slot> by_created_;  // ascending (created, num)
    std::string texts_;             // each item's id, shown text and searchable text
    std::uint64_t waste_ = 0;       // bytes of texts_ that nobody refers to any more
    WordTable genres_;
    WordTable categories_;
    WordTable moods_;
    WordTable platforms_;
    WordTable owners_;
    std::size_t tracks_ = 0;
    std::size_t tools_ = 0;
    bool loading_ = false;
};

}  // namespace upbeat::catalog
