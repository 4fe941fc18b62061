#include <upbeat/infrastructure/platform/sql/row.hpp>

#include <stdexcept>
#include <string>

namespace upbeat::sql {

Cell const& Row::cell(std::size_t column) const
{
    if (column >= cells_.size()) {
        throw std::logic_error{"a row has no column " + std::to_string(column)};
    }
    return cells_[column];
}

Cell const& Row::value(std::size_t column, Column type) const
{
    auto const& found = cell(column);
    if (found.type != type) {
        throw std::logic_error{"column " + std::to_string(column) + " is read as another type"};
    }
    if (found.null) {
        throw std::logic_error{"column " + std::to_string(column) + " is null"};
    }
    return found;
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<double> Row::maybe_real(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{real(column)};
}

std::optional<std::string> Row::maybe_string(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{string(column)};
}

std::optional<Timestamp> Row::maybe_time(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{time(column)};
}

}  // namespace upbeat::sql
