#include <upbeat/adapters/http/server/known_heads.hpp>

#include <algorithm>
#include <functional>

namespace upbeat::http {

namespace {

std::size_t hash_of(std::string_view head)
{
    return std::hash<std::string_view>{}(head);
}

bool has_secret(Headers const& headers)
{
    constexpr std::array<std::string_view, 3> kSecrets{"authorization", "x-api-key", "cookie"};
    return std::ranges::any_of(kSecrets, [&](auto name) { return headers.contains(name); });
}

}  // namespace

KnownHeads::Known const* KnownHeads::find(std::string_view head) const
{
    auto const hash = hash_of(head);
    auto const& place = places_[hash % kPlaces];
    auto const same = place.known && place.hash == hash && place.known->bytes == head;
    return same ? place.known.get() : nullptr;
}

void KnownHeads::offer(
    std::string_view head, Request const& request, bool http_1_0, bool keep_alive
)
{
    if (head.size() > kMostBytes || has_secret(request.headers)) {
        return;
    }
    auto const hash = hash_of(head);
    auto& place = places_[hash % kPlaces];
    if (place.candidate != hash) {
        place.candidate = hash;
        return;
    }
    place.hash = hash;
    place.known = std::make_unique<Known>(Known{std::string{head}, request, http_1_0, keep_alive});
}

}  // namespace upbeat::http
