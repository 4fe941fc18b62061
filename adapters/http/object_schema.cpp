#include <upbeat/adapters/http/object_schema.hpp>

#include <algorithm>
#include <bitset>
#include <stdexcept>

#include <upbeat/adapters/http/wire.hpp>

namespace upbeat::http {
namespace {

bool is_empty_parameter(JsonValue const& value)
{
    return value.kind() == JsonValue::Kind::parameter && value.text().empty();
}

}  // namespace

void ObjectSchema::add(Entry entry)
{
    if (entries_.size() == kMostFields) {
        throw std::logic_error{"an input object has more fields than ObjectSchema can watch"};
    }
    if (find(entry.name) != nullptr || std::ranges::any_of(entry.also, [this](auto const& name) {
            return find(name) != nullptr;
        })) {
        throw std::logic_error{"an input object declares '" + entry.name + "' twice"};
    }
    entries_.push_back(std::move(entry));
}

void ObjectSchema::ensure(Check check)
{
    checks_.push_back(std::move(check));
}

ObjectSchema::Entry const* ObjectSchema::find(std::string_view name) const
{
    for (auto const& entry : entries_) {
        if (entry.name == name || std::ranges::find(entry.also, name) != entry.also.end()) {
            return &entry;
        }
    }
    return nullptr;
}

JsonSchema ObjectSchema::schema_of(std::string_view name) const
{
    auto const* const entry = find(name);
    return entry == nullptr ? JsonSchema::of("string") : entry->schema;
}

void ObjectSchema::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, void* out
) const
{
    if (value.kind() != JsonValue::Kind::object) {
        return report_wrong_type(value, spot, problems, "an object");
    }
    auto const before = problems.size();
    read_fields(value, spot, problems, out);
    if (problems.size() != before) {
        return;
    }
    for (auto const& check : checks_) {
        if (auto problem = check(out)) {
            auto const at =
                problem->pointer.starts_with('/') ? problem->pointer.substr(1) : problem->pointer;
            problems.add(
                at.empty() ? spot : spot.at(at), problem->code, std::move(problem->message)
            );
        }
    }
}

void ObjectSchema::read_fields(
    JsonValue const& value, Spot const& spot, InputProblems& problems, void* out
) const
{
    std::bitset<kMostFields> seen;
    for (auto const& member : value.members()) {
        auto const* const entry = find(member.name);
        if (entry == nullptr) {
            if (!unknown_allowed_ && spot.in() == Spot::In::body) {
                problems.add(
                    spot.at(member.name), "unknown_field", "is not a field of this object"
                );
            }
            continue;
        }
        // `?q=` means the same as no q at all.
        if (is_empty_parameter(member.value)) {
            continue;
        }
        auto const index = static_cast<std::size_t>(entry - entries_.data());
        if (seen.test(index)) {
            problems.add(
                spot.at(member.name),
                "duplicate_field",
                "is another name of '" + entry->name + "', which is there too"
            );
            continue;
        }
        seen.set(index);
        if (member.value.is_null() && entry->required) {
            problems.add(spot.at(member.name), "required", "must not be null");
            continue;
        }
        entry->read(member.value, spot.at(member.name), problems, out);
    }
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (entries_[i].required && !seen.test(i)) {
            problems.add(spot.at(entries_[i].name), "required", "is missing");
        }
    }
}

JsonSchema ObjectSchema::describe() const
{
    auto schema = JsonSchema::of("object");
    schema.component = component_;
    schema.closed = !unknown_allowed_;
    for (auto const& entry : entries_) {
        schema.properties.emplace_back(entry.name, entry.schema);
        if (entry.required && entry.also.empty()) {
            schema.required.push_back(entry.name);
        }
        for (auto const& name : entry.also) {
            auto twin = entry.schema;
            twin.annotate("description", quoted("Another name for `" + entry.name + "`."));
            schema.properties.emplace_back(name, std::move(twin));
        }
    }
    return schema;
}

}  // namespace upbeat::http
