#include <upbeat/infrastructure/voting/item_cards_gateway.hpp>

#include <string>
#include <unordered_map>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <upbeat/application/catalog/catalog_reader.hpp>

namespace upbeat::voting {
namespace {

ItemCard card_of(catalog::Track const& track)
{
    ItemCard card;
    card.num = track.num;
    card.kind = ItemKind::track;
    card.id = track.id;
    card.title = track.title;
    card.artist = track.artist;
    card.platform = track.platform.name;
    card.platform_url = track.platform_url;
    card.genre = track.genre;
    card.mood = track.moods.empty() ? std::string{} : track.moods.front();
    card.tempo = track.bpm;
    card.audio_url = track.audio_url;
    card.cover_url = track.cover_url;
    card.affiliate_link = track.purchase_url;
    card.price_minor = track.price.minor;
    card.currency = catalog::Price::kCurrency;
    card.created_at = track.created_at;
    return card;
}

std::string json_of(std::vector<std::string> const& texts)
{
    boost::json::array array;
    for (auto const& text : texts) {
        array.emplace_back(boost::json::string{text});
    }
    return boost::json::serialize(array);
}

ItemCard card_of(catalog::Tool const& tool)
{
    ItemCard card;
    card.num = tool.num;
    card.kind = ItemKind::tool;
    card.id = tool.id;
    card.title = tool.name;
    card.affiliate_link = tool.affiliate_link;
    card.created_at = tool.created_at;
    card.website = tool.website;
    card.category = tool.category;
    card.features_json = json_of(tool.features);
    card.pricing_json = tool.pricing;
    card.commission_rate = tool.commission_rate;
    return card;
}

}  // namespace

std::vector<ItemCard> ItemCardsGateway::cards(std::span<ItemNum const> items)
{
    std::vector<ItemCard> found(items.size());
    std::vector<ItemNum> unknown;
    std::unordered_map<ItemNum, std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (auto card = cache_.find(items[i])) {
            found[i] = std::move(*card);
        } else {
            unknown.push_back(items[i]);
            places.emplace(items[i], i);
        }
    }
    if (unknown.empty()) {
        return found;
    }
    auto const forgotten = cache_.forgotten();
    for (auto& card : load(unknown)) {
        if (cache_.forgotten() == forgotten) {
            cache_.put(card.num, card);
        }
        found[places.at(card.num)] = std::move(card);
    }
    return found;
}

std::vector<ItemCard> ItemCardsGateway::load(std::span<ItemNum const> items)
{
    std::vector<ItemCard> loaded;
    for (auto const& track : catalog_.tracks(items)) {
        loaded.push_back(card_of(track));
    }
    if (loaded.size() == items.size()) {
        return loaded;
    }
    for (auto const& tool : catalog_.tools(items)) {
        loaded.push_back(card_of(tool));
    }
    return loaded;
}

}  // namespace upbeat::voting
