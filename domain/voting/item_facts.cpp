#include <upbeat/domain/voting/item_facts.hpp>

namespace upbeat::voting {

unsigned platform_code(std::string_view platform)
{
    if (platform.empty()) {
        return 0;
    }
    std::string word;
    for (auto const c : platform) {
        if (c != ' ' && c != '-' && c != '_') {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    if (word == "suno" || word == "sunoai") {
        return 1;
    }
    if (word == "udio") {
        return 2;
    }
    if (word == "mubert") {
        return 3;
    }
    if (word == "soundraw") {
        return 4;
    }
    // FNV-1a: the code is kept in the ledger, so it must be the same for ever.
    std::uint32_t hash = 2'166'136'261U;
    for (auto const c : word) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    }
    return 5 + hash % 11;
}

}  // namespace upbeat::voting
