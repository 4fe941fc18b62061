#pragma once

#include <optional>

#include <upbeat/adapters/http/decimal.hpp>
#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/voting/item_cards.hpp>

namespace upbeat::voting {

// How an item looks on charts and in discovery. A tool has its fields as well as those of a song:
// clients that read genre, mood and title of every entry find texts there.
inline http::Presenter<ItemCard> card_fields()
{
    using http::out;
    return http::presenter<ItemCard>(
        "",
        out("id", &ItemCard::id),
        out({"title", "name"}, &ItemCard::title),
        out("artist", &ItemCard::artist),
        out("platform", &ItemCard::platform),
        out("platform_url", &ItemCard::platform_url),
        out("genre", &ItemCard::genre),
        out("mood", &ItemCard::mood),
        out({"tempo", "bpm"}, &ItemCard::tempo),
        out("audio_url", &ItemCard::audio_url),
        out("cover_url", &ItemCard::cover_url),
        out(
            "price",
            [](ItemCard const& card) {
                return card.price_minor ? std::optional{http::Decimal{*card.price_minor}}
                                        : std::nullopt;
            },
            http::leave_out_null
        ),
        out("price_minor", &ItemCard::price_minor, http::leave_out_null),
        out(
            "currency",
            [](ItemCard const& card) {
                return card.price_minor ? std::optional{card.currency} : std::nullopt;
            },
            http::leave_out_null
        ),
        out("website", &ItemCard::website),
        out("category", &ItemCard::category),
        out("affiliate_link", &ItemCard::affiliate_link),
        out("created_at", &ItemCard::created_at),
        out(
            "removed",
            [](ItemCard const& card) { return card.withheld ? std::optional{true} : std::nullopt; },
            http::described("Not shown any more; charts of the past keep its place"),
            http::leave_out_null
        )
    );
}

}  // namespace upbeat::voting
