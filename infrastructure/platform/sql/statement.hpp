#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string_view>

namespace upbeat::sql {

enum class Engine : unsigned char { sqlite, postgres };

// What a result column holds: bigint, integer and smallint; double precision; text.
// A sum of bigints is numeric on PostgreSQL: write cast(sum(n) as bigint).
enum class Column : unsigned char { integer, real, text };

// The columns of a result, in their order.
class Columns {
   public:
    static constexpr std::size_t kMost = 48;

    constexpr Columns() = default;
    constexpr Columns(std::initializer_list<Column> columns)
    {
        for (auto const column : columns) {
            add(column);
        }
    }

    constexpr std::size_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr Column operator[](std::size_t at) const { return columns_[at]; }
    constexpr Column const* begin() const { return columns_.data(); }
    constexpr Column const* end() const { return begin() + size_; }

   private:
    constexpr void add(Column column)
    {
        if (size_ == kMost) {
            throw std::length_error{"too many columns"};
        }
        columns_[size_] = column;
        ++size_;
    }

    std::array<Column, kMost> columns_{};
    std::size_t size_ = 0;
};

// One named, static SQL text, always a constexpr object of namespace scope:
//
//   inline constexpr Statement kFindAgent{
//       .name = "identity.find_agent",
//       .sql = "select num, name from identity_agents where id = :id",
//       .columns = {Column::integer, Column::text}};
//
// The name appears in metrics, logs and errors. Parameters are :name; a name that stands twice is
// bound twice. No comments inside the text: SOCI misreads quotes and colons in them. PostgreSQL
// sees parameters without a type: where it cannot guess one, write cast(:at as bigint).
struct Statement {
    std::string_view name;
    std::string_view sql;
    // Of the rows it gives back; empty for one that gives none.
    Columns columns{};
    // Only where the engines truly differ; otherwise `sql` serves both.
    std::string_view postgres{};
    // Read in blocks: for results that do not belong in memory at once.
    bool large = false;

    constexpr std::string_view text(Engine engine) const
    {
        return engine == Engine::postgres && !postgres.empty() ? postgres : sql;
    }
};

// All statements of a module, for the test that prepares every one of them on both engines:
//   inline constexpr auto kStatements = sql::registry(kFindAgent, kSaveAgent);
using Registry = std::span<Statement const* const>;

template <class... Statements>
constexpr auto registry(Statements const&... statements)
{
    return std::array<Statement const*, sizeof...(Statements)>{&statements...};
}

}  // namespace upbeat::sql
