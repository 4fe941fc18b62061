#include <upbeat/domain/catalog/platform.hpp>

#include <algorithm>
#include <array>

#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {
namespace {

constexpr std::array<std::string_view, 2> kSunoHosts{"suno.com", "suno.ai"};
constexpr std::array<std::string_view, 1> kUdioHosts{"udio.com"};
constexpr std::array<std::string_view, 1> kMubertHosts{"mubert.com"};
constexpr std::array<std::string_view, 2> kSoundrawHosts{"soundraw.io", "soundraw.com"};

constexpr std::array<KnownPlatform, 5> kPlatforms{{
    {"suno", "Suno AI", kSunoHosts},
    {"udio", "Udio", kUdioHosts},
    {"mubert", "Mubert", kMubertHosts},
    {"soundraw", "Soundraw", kSoundrawHosts},
    {"other", "Other", {}},
}};

// "suno_ai", "Suno AI" and "suno-ai" are all "suno".
std::string key_of(std::string_view text)
{
    auto word = slug(text);
    return word.ends_with("-ai") ? word.substr(0, word.size() - 3) : word;
}

bool is_or_lies_under(std::string_view host, std::string_view domain)
{
    return host == domain || (host.ends_with(domain) && host.size() > domain.size() &&
                              host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

std::span<KnownPlatform const> known_platforms()
{
    return kPlatforms;
}

Platform platform_of(std::string_view text)
{
    auto const key = key_of(text);
    for (auto const& known : kPlatforms) {
        if (known.key == key) {
            return {.key = std::string{known.key}, .name = std::string{known.name}};
        }
    }
    auto const name = trim(text);
    return name.empty() ? Platform{} : Platform{.key = "other", .name = std::string{name}};
}

bool serves(Platform const& platform, std::string_view host)
{
    for (auto const& known : kPlatforms) {
        if (known.key == platform.key && !known.hosts.empty()) {
            return std::ranges::any_of(known.hosts, [host](std::string_view domain) {
                return is_or_lies_under(host, domain);
            });
        }
    }
    return true;
}

bool is_known(Platform const& platform)
{
    return platform.key != "other";
}

}  // namespace upbeat::catalog
