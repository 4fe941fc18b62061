#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace upbeat::embedded {

// A file that was linked into the program by upbeat_embed; both views live as long as the program.
struct File {
    std::string_view name;   // its path below the base folder, for example "sqlite/0001_ledger.sql"
    std::string_view bytes;  // its content, a gzip member where upbeat_embed was told GZIP
};

// The content of the file of that name. Looks at one after the other.
constexpr std::optional<std::string_view> find(std::span<File const> files, std::string_view name)
{
    for (auto const& file : files) {
        if (file.name == name) {
            return file.bytes;
        }
    }
    return std::nullopt;
}

}  // namespace upbeat::embedded
