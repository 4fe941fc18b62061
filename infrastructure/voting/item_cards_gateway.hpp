#pragma once

#include <span>
#include <vector>

#include <upbeat/application/voting/item_cards.hpp>
#include <upbeat/infrastructure/voting/bounded_cache.hpp>

namespace upbeat::catalog {
class CatalogReader;
}

namespace upbeat::voting {

// How the catalogue's tracks and tools are shown on charts. Keeps the cards asked for last, at most
// kMost, until forget() is told that the item changed. Safe to call from any thread; throws what
// the catalogue's storage throws.
class ItemCardsGateway final : public ItemCards {
   public:
    static constexpr std::size_t kMost = 10'000;  // about 1 KB each

    explicit ItemCardsGateway(catalog::CatalogReader& catalog) : catalog_{catalog} {}

    std::vector<ItemCard> cards(std::span<ItemNum const> items) override;

    void forget(ItemNum item) { cache_.forget(item); }

   private:
    std::vector<ItemCard> load(std::span<ItemNum const> items);

    catalog::CatalogReader& catalog_;
    BoundedCache<ItemNum, ItemCard> cache_{kMost};
};

}  // namespace upbeat::voting
