#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::voting {

// How an item is shown on charts and in discovery. Texts are never missing, only empty.
struct ItemCard {
    ItemNum num{};
    ItemKind kind = ItemKind::track;
    std::string id{};
    std::string title{};  // of a tool: its name
    std::string artist{};
    std::string platform{};
    std::string platform_url{};
    std::string genre{};
    std::string mood{};
    std::optional<std::int32_t> tempo{};
    std::string audio_url{};
    std::string cover_url{};
    std::string affiliate_link{};
    std::optional<std::int64_t> price_minor{};
    std::string currency{};
    Timestamp created_at{};
    // Tools only.
    std::string website{};
    std::string category{};
    std::string features_json{};  // a JSON array or empty
    std::string pricing_json{};   // a JSON object or empty
    std::optional<std::int32_t> commission_rate{};
    // The item is not shown any more: of all this only its id and age are left.
    bool withheld = false;
};

// Asked for the few items of a chart or a discovery page, so implementations keep cards in memory.
// Safe to call from any thread.
class ItemCards {
   public:
    virtual ~ItemCards() = default;

    // In the order of the numbers; an unknown one gives a card with an empty id.
    virtual std::vector<ItemCard> cards(std::span<ItemNum const> items) = 0;
};

}  // namespace upbeat::voting
