#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <soci/soci.h>

#include <upbeat/infrastructure/platform/sql/params.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>
#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::sql {

// Whether the statement is prepared on the server, or sent as it is once.
enum class Life : unsigned char { kept, once };

// A SOCI statement with the variables that it is bound to. The types of its parameters are those of
// its first execution; parameters of other types need another one. Throws what SOCI throws.
class Prepared {
   public:
    Prepared(
        soci::session& session,
        std::string_view text,
        Columns const& columns,
        std::span<Param const> params,
        Life life
    );
    Prepared(Prepared const&) = delete;
    Prepared& operator=(Prepared const&) = delete;

    // Whether it is this text with these parameters: the same names in order, of types that fit.
    bool fits(std::string_view text, std::span<Param const> params) const;
    // Copies the values; throws InvalidText.
    void bind(std::span<Param const> params);
    // Runs it with what was bound and reads every row. std::logic_error from inside its own rows.
    void run(RowReader read);

    // SOCI 4.0.3 keeps the parameter buffers of a run that failed: the next one would leak them,
    // and send their values in place of nulls. So a statement that failed is not used again.
    void spoil() { spoiled_ = true; }
    bool spoiled() const { return spoiled_; }

    soci::statement& statement() { return statement_; }

   private:
    enum class Type : unsigned char { integer, real, text };

    // What a parameter or a result column is bound to; never moves.
    struct Variable {
        std::string name{};
        Type type = Type::text;
        soci::indicator state = soci::i_null;
        long long integer = 0;
        double real = 0;
        std::string text{};
    };

    static Type type_of(Value const& value);
    void bind_variable(Variable& variable);
    void define_variable(Variable& variable);
    Row fetched();

    std::string text_;
    bool running_ = false;
    bool spoiled_ = false;
    soci::statement statement_;
    std::vector<std::unique_ptr<Variable>> inputs_;
    std::vector<std::unique_ptr<Variable>> outputs_;
    std::vector<Cell> cells_;
};

}  // namespace upbeat::sql
