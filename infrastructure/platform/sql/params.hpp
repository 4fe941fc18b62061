#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::sql {

// A value on its way into a statement. Texts are looked at, not copied, unless they are temporary:
// what a view points at must live until the statement has run. Instants become microseconds,
// truth becomes 1 and 0. Text with a NUL or with malformed UTF-8 is refused (errors.hpp).
class Value {
   public:
    using Content =
        std::variant<std::monostate, std::int64_t, double, std::string_view, std::string>;

    // Implicit, so that a parameter list reads like one.
    // NOLINTBEGIN(google-explicit-constructor)
    Value() = default;
    Value(std::nullopt_t) {}
    Value(std::integral auto number) : content_{static_cast<std::int64_t>(number)} {}
    Value(double number) : content_{number} {}
    Value(Timestamp at) : content_{to_micros(at)} {}
    Value(char const* text) : content_{std::string_view{text}} {}
    Value(std::string_view text) : content_{text} {}
    Value(std::string const& text) : content_{std::string_view{text}} {}
    Value(std::string&& text) : content_{std::move(text)} {}

    template <class T>
    Value(std::optional<T> const& value) : Value{value ? Value{*value} : Value{}}
    {
    }
    template <class T>
    Value(std::optional<T>&& value) : Value{value ? Value{std::move(*value)} : Value{}}
    {
    }
    // NOLINTEND(google-explicit-constructor)

    bool is_null() const { return std::holds_alternative<std::monostate>(content_); }
    bool is_text() const { return content_.index() >= 3; }
    std::int64_t const* integer() const { return std::get_if<std::int64_t>(&content_); }
    double const* real() const { return std::get_if<double>(&content_); }
    std::string_view text() const
    {
        auto const* const view = std::get_if<std::string_view>(&content_);
        return view != nullptr ? *view : std::string_view{std::get<std::string>(content_)};
    }

   private:
    Content content_;
};

struct Param {
    std::string_view name;  // without the colon
    Value value;
};

// The parameters of one execution: {{"id", id}, {"at", now}}, in any order, each exactly once.
using ParamList = std::initializer_list<Param>;

class Params {
   public:
    Params() = default;
    Params(ParamList params) : params_{params} {}

    Params& add(std::string_view name, Value value)
    {
        params_.push_back({name, std::move(value)});
        return *this;
    }
    std::vector<Param> const& list() const { return params_; }

   private:
    std::vector<Param> params_;
};

// Many rows for one statement. On SQLite the statement runs once per row, with the columns as
// parameters; on PostgreSQL it runs once, and each parameter is a text array of all the rows:
//
//   .sql      = "insert into t (a, b) values (:a, :b) on conflict do nothing returning a"
//   .postgres = "insert into t (a, b) select a, b from unnest(cast(:a as bigint[]),
//                cast(:b as text[])) as r (a, b) on conflict do nothing returning a"
//
// Rows come back in no order: match them by a key. Keep a batch below some 5,000 rows.
class Batch {
   public:
    Batch(std::initializer_list<std::string_view> columns) : columns_{columns} {}

    void reserve(std::size_t rows) { values_.reserve(rows * columns_.size()); }
    // Adds a row: as many values as there are columns, else std::invalid_argument.
    void add(std::initializer_list<Value> row);
    void clear() { values_.clear(); }

    std::vector<std::string_view> const& columns() const { return columns_; }
    std::size_t rows() const { return columns_.empty() ? 0 : values_.size() / columns_.size(); }
    bool empty() const { return values_.empty(); }
    Value const& at(std::size_t row, std::size_t column) const
    {
        return values_[row * columns_.size() + column];
    }

   private:
    std::vector<std::string_view> columns_;
    std::vector<Value> values_;
};

}  // namespace upbeat::sql
