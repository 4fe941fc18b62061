#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::sql {

struct Migration {
    int number = 0;
    std::string name{};  // "0002_identity"
    std::string_view text{};
    std::string checksum{};
};

// Those of one engine that are linked into the program, in ascending order.
std::vector<Migration> migrations_for(Engine engine);

// Sixteen hexadecimal digits. It notices an edit, not an attacker.
std::string checksum_of(std::string_view text);

}  // namespace upbeat::sql
