#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/object_schema.hpp>
#include <upbeat/adapters/http/rules.hpp>
#include <upbeat/adapters/http/wire.hpp>

namespace upbeat::http {

// One input field of the struct U: a name, a member and its rules. Among the rules may be one
// reader (a nested object(...), words<E>(...) or read_as<V>(...)) that replaces Wire<V>.
template <class U, class M, class... Rules>
struct FieldDeclaration {
    std::string name;
    M U::* member;
    std::tuple<Rules...> rules;
};

// Required unless the member is a std::optional or `defaulted` is among the rules.
template <class U, class M, class... Rules>
FieldDeclaration<U, M, Rules...> field(std::string_view name, M U::* member, Rules... rules)
{
    return {std::string{name}, member, std::tuple<Rules...>{std::move(rules)...}};
}

// The schema of an input struct: reads a JSON object (or a set of parameters) into a T and
// describes itself. Immutable and cheap to copy; safe to use from any thread. T must be
// default-constructible.
template <class T>
class Schema {
   public:
    using Value = T;

    Schema() = default;
    explicit Schema(ObjectSchema object)
        : object_{std::make_shared<ObjectSchema>(std::move(object))}
    {
    }

    // For checks across fields; runs only when every field by itself is right.
    // `check(T const&)` gives a FieldProblem or nothing.
    template <class Check>
    Schema ensure(Check check) &&
    {
        object_->ensure([check = std::move(check)](void const* value) {
            return std::optional<FieldProblem>{check(*static_cast<T const*>(value))};
        });
        return std::move(*this);
    }
    // Fields that are not declared are passed over instead of refused.
    Schema allow_unknown() && { return object_->allow_unknown(), std::move(*this); }
    // Lists the schema under this name among the document's components.
    Schema named(std::string_view name) && { return object_->name(name), std::move(*this); }

    bool empty() const { return object_ == nullptr || object_->empty(); }
    std::shared_ptr<ObjectSchema const> shared() const { return object_; }

    void read(JsonValue const& value, Spot const& spot, InputProblems& problems, T& out) const
    {
        if (object_) {
            object_->read(value, spot, problems, &out);
        }
    }
    JsonSchema describe() const { return object_ ? object_->describe() : JsonSchema{}; }

   private:
    std::shared_ptr<ObjectSchema> object_;
};

namespace detail {

template <class M, class... Rules>
void read_member(
    JsonValue const& value,
    Spot const& spot,
    InputProblems& problems,
    M& out,
    std::tuple<Rules...> const& rules
)
{
    auto const before = problems.size();
    read_with(reader_among(rules), value, spot, problems, out);
    if (problems.size() == before) {
        std::apply(
            [&](auto const&... rule) { (check_rule(rule, out, spot, problems), ...); }, rules
        );
    }
}

template <class M, class... Rules>
JsonSchema describe_member(std::tuple<Rules...> const& rules)
{
    auto schema = describe_with<M>(reader_among(rules));
    std::apply([&](auto const&... rule) { (describe_rule<M>(rule, schema), ...); }, rules);
    return schema;
}

template <class T, class U, class M, class... Rules>
ObjectSchema::Entry entry_of(FieldDeclaration<U, M, Rules...> declaration)
{
    ObjectSchema::Entry entry;
    entry.schema = describe_member<M>(declaration.rules);
    entry.required = !is_optional<M> && !(std::same_as<Rules, Defaulted> || ...);
    if constexpr ((std::same_as<Rules, Defaulted> || ...)) {
        describe_default(entry.schema, T{}.*declaration.member, reader_among(declaration.rules));
    }
    std::apply([&](auto const&... rule) { (add_names(rule, entry.also), ...); }, declaration.rules);
    entry.name = std::move(declaration.name);
    entry.read = [member = declaration.member, rules = std::move(declaration.rules)](
                     JsonValue const& value, Spot const& spot, InputProblems& problems, void* out
                 ) { read_member(value, spot, problems, static_cast<T*>(out)->*member, rules); };
    return entry;
}

}  // namespace detail

// object<CastVoteBody>(field("item_id", &CastVoteBody::item_id), ...)
template <class T, class... Fields>
Schema<T> object(Fields... fields)
{
    ObjectSchema object;
    (object.add(detail::entry_of<T>(std::move(fields))), ...);
    return Schema<T>{std::move(object)};
}

}  // namespace upbeat::http
