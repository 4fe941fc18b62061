#include <bit>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "postgres_rows.hpp"

namespace upbeat::sql {
namespace {

// From the server's catalogue; they never change.
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kFloat8 = 701;
constexpr Oid kVarchar = 1043;

// A big-endian signed integer of `length` bytes.
std::int64_t integer_at(char const* bytes, int length)
{
    std::uint64_t value = (static_cast<unsigned char>(*bytes) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (int i = 0; i < length; ++i) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
    }
    return static_cast<std::int64_t>(value);
}

}  // namespace

bool serves(Oid oid, Column column)
{
    switch (column) {
        case Column::integer: return oid == kInt8 || oid == kInt4 || oid == kInt2;
        case Column::real: return oid == kFloat8;
        case Column::text: return oid == kText || oid == kVarchar;
    }
    return false;
}

void require_columns(Statement const& statement, PGresult const* described)
{
    auto const count = static_cast<std::size_t>(PQnfields(described));
    if (count != statement.columns.size()) {
        throw BadStatement{fmt::format(
            "{}: PostgreSQL gives {} columns, declared are {}",
            statement.name,
            count,
            statement.columns.size()
        )};
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const type = PQftype(described, static_cast<int>(i));
        if (!serves(type, statement.columns[i])) {
            throw BadStatement{fmt::format(
                "{}: column {} has PostgreSQL's type {}, declared is "
                "another",
                statement.name,
                i,
                type
            )};
        }
    }
}

PostgresRows::PostgresRows(Statement const& statement, PGresult const* result)
    : result_{result}, cells_(statement.columns.size())
{
    require_columns(statement, result);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        cells_[i].type = statement.columns[i];
    }
}

Row PostgresRows::at(int row)
{
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        auto const column = static_cast<int>(i);
        auto& cell = cells_[i];
        cell.null = PQgetisnull(result_, row, column) != 0;
        if (cell.null) {
            continue;
        }
        auto const* const bytes = PQgetvalue(result_, row, column);
        auto const length = PQgetlength(result_, row, column);
        switch (cell.type) {
            case Column::integer: cell.integer = integer_at(bytes, length); break;
            case Column::real: cell.real = std::bit_cast<double>(integer_at(bytes, length)); break;
            case Column::text: cell.text = {bytes, static_cast<std::size_t>(length)}; break;
        }
    }
    return Row{cells_};
}

}  // namespace upbeat::sql
