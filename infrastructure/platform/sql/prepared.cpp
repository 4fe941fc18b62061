#include <cstddef>
#include <stdexcept>

#include "prepared.hpp"
#include "text_rules.hpp"

namespace upbeat::sql {
namespace {

// Sets a flag for as long as it lives.
class Running {
   public:
    explicit Running(bool& flag) : flag_{flag} { flag_ = true; }
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;
    ~Running() { flag_ = false; }

   private:
    bool& flag_;
};

}  // namespace

Prepared::Prepared(
    soci::session& session,
    std::string_view text,
    Columns const& columns,
    std::span<Param const> params,
    Life life
)
    : text_{text}, statement_{session}, cells_(columns.size())
{
    for (auto const& param : params) {
        inputs_.push_back(std::make_unique<Variable>());
        inputs_.back()->name = param.name;
        inputs_.back()->type = type_of(param.value);
        bind_variable(*inputs_.back());
    }
    for (auto const column : columns) {
        outputs_.push_back(std::make_unique<Variable>());
        outputs_.back()->type = static_cast<Type>(column);
        cells_[outputs_.size() - 1].type = column;
        define_variable(*outputs_.back());
    }
    statement_.alloc();
    statement_.prepare(
        text_,
        life == Life::kept ? soci::details::st_repeatable_query : soci::details::st_one_time_query
    );
    statement_.define_and_bind();
}

Prepared::Type Prepared::type_of(Value const& value)
{
    if (value.integer() != nullptr) {
        return Type::integer;
    }
    return value.real() != nullptr ? Type::real : Type::text;
}

void Prepared::bind_variable(Variable& variable)
{
    switch (variable.type) {
        case Type::integer:
            statement_.exchange(soci::use(variable.integer, variable.state, variable.name));
            break;
        case Type::real:
            statement_.exchange(soci::use(variable.real, variable.state, variable.name));
            break;
        case Type::text:
            statement_.exchange(soci::use(variable.text, variable.state, variable.name));
            break;
    }
}

void Prepared::define_variable(Variable& variable)
{
    switch (variable.type) {
        case Type::integer:
            statement_.exchange(soci::into(variable.integer, variable.state));
            break;
        case Type::real: statement_.exchange(soci::into(variable.real, variable.state)); break;
        case Type::text: statement_.exchange(soci::into(variable.text, variable.state)); break;
    }
}

bool Prepared::fits(std::string_view text, std::span<Param const> params) const
{
    if (spoiled_ || params.size() != inputs_.size() || text != text_) {
        return false;
    }
    for (std::size_t i = 0; i < params.size(); ++i) {
        auto const& value = params[i].value;
        if (inputs_[i]->name != params[i].name ||
            (!value.is_null() && inputs_[i]->type != type_of(value))) {
            return false;
        }
    }
    return true;
}

void Prepared::bind(std::span<Param const> params)
{
    for (std::size_t i = 0; i < params.size(); ++i) {
        auto const& value = params[i].value;
        auto& variable = *inputs_[i];
        variable.state = value.is_null() ? soci::i_null : soci::i_ok;
        if (auto const* const integer = value.integer()) {
            variable.integer = *integer;
        } else if (auto const* const real = value.real()) {
            variable.real = *real;
        } else if (value.is_text()) {
            require_storable(value.text());
            variable.text = value.text();
        }
    }
}

void Prepared::run(RowReader read)
{
    if (running_) {
        throw std::logic_error{"a statement is run from inside its own rows"};
    }
    Running const running{running_};
    // With result columns nothing is read yet: fetch() gives the first row too.
    statement_.execute(outputs_.empty());
    while (!outputs_.empty() && statement_.fetch()) {
        read(fetched());
    }
}

Row Prepared::fetched()
{
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        auto const& variable = *outputs_[i];
        auto& cell = cells_[i];
        cell.null = variable.state == soci::i_null;
        cell.integer = variable.integer;
        cell.real = variable.real;
        cell.text = variable.text;
    }
    return Row{cells_};
}

}  // namespace upbeat::sql
