#pragma once

#include <span>
#include <string>
#include <string_view>

namespace upbeat::catalog {

// A music platform the catalogue knows by name. The last one stands for every other.
struct KnownPlatform {
    std::string_view key;                     // what filters compare and storage keeps: "suno"
    std::string_view name;                    // what people read: "Suno AI"
    std::span<std::string_view const> hosts;  // purchase links must lead here or to a subdomain
};

// Suno AI, Udio, Mubert, Soundraw and Other, in this order.
std::span<KnownPlatform const> known_platforms();

// The platform of a track: a known one in its canonical spelling, or a free text under "other".
struct Platform {
    std::string key = "other";
    std::string name = "Other";

    bool operator==(Platform const&) const = default;
};

// Understands the aliases ("Suno", "suno_ai") in any letter case.
Platform platform_of(std::string_view text);

// Whether links to this host belong to the platform; every host belongs to an unknown one.
bool serves(Platform const& platform, std::string_view host);
bool is_known(Platform const& platform);

}  // namespace upbeat::catalog
