#include <algorithm>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include <upbeat/embedded/migrations.hpp>

#include "migration_files.hpp"

namespace upbeat::sql {
namespace {

int number_in(std::string_view name)
{
    int number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number;
}

}  // namespace

// FNV-1a, 64 bits.
std::string checksum_of(std::string_view text)
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325U;
    for (char const c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01B3U;
    }
    return fmt::format("{:016x}", hash);
}

std::vector<Migration> migrations_for(Engine engine)
{
    std::string_view const folder = engine == Engine::postgres ? "postgres/" : "sqlite/";
    std::string_view const ending = ".sql";
    std::vector<Migration> found;
    for (auto const& file : embedded::migrations()) {
        std::string_view name = file.name;
        if (!name.starts_with(folder)) {
            continue;
        }
        name.remove_prefix(folder.size());
        name.remove_suffix(ending.size());
        found.push_back(
            {.number = number_in(name),
             .name = std::string{name},
             .text = file.bytes,
             .checksum = checksum_of(file.bytes)}
        );
    }
    std::ranges::sort(found, {}, &Migration::number);
    return found;
}

}  // namespace upbeat::sql
