#include <string>
#include <string_view>

#include <fmt/format.h>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "sqlite_rows.hpp"
#include "text_rules.hpp"

namespace upbeat::sql {

using namespace sqlite_api;

void require_columns(Statement const& statement, sqlite3_stmt* prepared)
{
    auto const count = static_cast<std::size_t>(sqlite3_column_count(prepared));
    if (count != statement.columns.size()) {
        throw BadStatement{fmt::format(
            "{}: SQLite gives {} columns, declared are {}",
            statement.name,
            count,
            statement.columns.size()
        )};
    }
}

SqliteRows::SqliteRows(sqlite3* database, Statement const& statement, std::span<Param const> params)
    : database_{database}
{
    auto const text = statement.text(Engine::sqlite);
    sqlite3_stmt* prepared = nullptr;
    require(
        sqlite3_prepare_v2(database, text.data(), static_cast<int>(text.size()), &prepared, nullptr)
    );
    prepared_.reset(prepared);
    require_columns(statement, prepared);
    for (auto const column : statement.columns) {
        cells_.push_back({.type = column});
    }
    for (auto const& param : params) {
        bind(param);
    }
}

void SqliteRows::bind(Param const& param)
{
    auto* const to = prepared_.get();
    auto const place = sqlite3_bind_parameter_index(to, fmt::format(":{}", param.name).c_str());
    auto const& value = param.value;
    if (auto const* const integer = value.integer()) {
        require(sqlite3_bind_int64(to, place, *integer));
    } else if (auto const* const real = value.real()) {
        require(sqlite3_bind_double(to, place, *real));
    } else if (value.is_text()) {
        auto const text = value.text();
        require_storable(text);
        require(sqlite3_bind_text(
            to, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT
        ));
    } else {
        require(sqlite3_bind_null(to, place));
    }
}

bool SqliteRows::next()
{
    auto const code = sqlite3_step(prepared_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        require(code);
    }
    return code == SQLITE_ROW;
}

Row SqliteRows::row()
{
    auto* const from = prepared_.get();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        auto const column = static_cast<int>(i);
        auto& cell = cells_[i];
        cell.null = sqlite3_column_type(from, column) == SQLITE_NULL;
        if (cell.null) {
            continue;
        }
        switch (cell.type) {
            case Column::integer: cell.integer = sqlite3_column_int64(from, column); break;
            case Column::real: cell.real = sqlite3_column_double(from, column); break;
            case Column::text: {
                auto const* const text = sqlite3_column_text(from, column);
                cell.text = {
                    reinterpret_cast<char const*>(text),
                    static_cast<std::size_t>(sqlite3_column_bytes(from, column))
                };
                break;
            }
        }
    }
    return Row{cells_};
}

void SqliteRows::require(int code) const
{
    if (code != SQLITE_OK) {
        throw soci::sqlite3_soci_error{sqlite3_errmsg(database_), code};
    }
}

}  // namespace upbeat::sql
