#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/router.hpp>

namespace upbeat::http {

// What a public snapshot's input was read from and what came of it, so that a page that many ask
// for is routed and read once and costs one hash afterwards. Only for GET, whose input is all in
// the target. A target is kept when it comes twice in a row at its place, so that a hundred
// thousand pages asked for at random cost nothing here. For one thread; `owner` is told apart
// because one thread may serve several pipelines in turn.
class CallMemo {
   public:
    struct Known {
        Route const* route = nullptr;
        Call* call = nullptr;  // null: not known
    };

    Known find(std::uint64_t owner, std::string_view target) const
    {
        auto const hash = std::hash<std::string_view>{}(target);
        auto const& place = places_[hash % kPlaces];
        if (place.owner != owner || place.hash != hash || !place.call || place.target != target) {
            return {};
        }
        return {place.route, place.call.get()};
    }

    // Takes the call over if the target is to be kept.
    void offer(
        std::uint64_t owner,
        std::string_view target,
        Route const& route,
        std::unique_ptr<Call>& call
    )
    {
        auto const hash = std::hash<std::string_view>{}(target);
        auto& place = places_[hash % kPlaces];
        if (place.candidate != hash || target.size() > kMostTarget) {
            place.candidate = hash;
            return;
        }
        place.owner = owner;
        place.hash = hash;
        place.target = target;
        place.route = &route;
        place.call = std::move(call);
    }

   private:
    static constexpr std::size_t kPlaces = 256;
    static constexpr std::size_t kMostTarget = 256;

    struct Place {
        std::uint64_t owner = 0;
        std::size_t hash = 0;
        std::size_t candidate = 0;  // the last target that was not kept
        std::string target{};
        Route const* route = nullptr;
        std::unique_ptr<Call> call{};
    };

    std::array<Place, kPlaces> places_{};
};

}  // namespace upbeat::http
