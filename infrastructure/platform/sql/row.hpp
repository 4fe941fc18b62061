#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::sql {

// One value of a row, as the engine gave it.
struct Cell {
    Column type = Column::integer;
    bool null = true;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text{};
};

// One row of a result, columns counted from 0. Only valid inside the callback it is passed to, and
// so are its texts. Asking for a column that is absent, null or of another type throws
// std::logic_error: the statement and its reader do not agree.
class Row {
   public:
    explicit Row(std::span<Cell const> cells) : cells_{cells} {}

    std::size_t size() const { return cells_.size(); }
    bool is_null(std::size_t column) const { return cell(column).null; }

    std::int64_t integer(std::size_t column) const
    {
        return value(column, Column::integer).integer;
    }
    double real(std::size_t column) const { return value(column, Column::real).real; }
    std::string_view text(std::size_t column) const { return value(column, Column::text).text; }
    std::string string(std::size_t column) const { return std::string{text(column)}; }
    bool flag(std::size_t column) const { return integer(column) != 0; }
    Timestamp time(std::size_t column) const { return from_micros(integer(column)); }

    std::optional<std::int64_t> maybe_integer(std::size_t column) const;
    std::optional<double> maybe_real(std::size_t column) const;
    std::optional<std::string> maybe_string(std::size_t column) const;
    std::optional<Timestamp> maybe_time(std::size_t column) const;

   private:
    Cell const& cell(std::size_t column) const;
    Cell const& value(std::size_t column, Column type) const;

    std::span<Cell const> cells_;
};

}  // namespace upbeat::sql
