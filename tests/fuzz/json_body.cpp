#include <string>

#include <upbeat/adapters/http/json_document.hpp>
#include <upbeat/adapters/http/json_writer.hpp>
#include <upbeat/adapters/voting/bulk_items.hpp>

#include "fuzz.hpp"

// JSON bodies: what is accepted can be written down and read again as the same value.

namespace {

using namespace upbeat;
using http::JsonValue;
using http::JsonWriter;

void write(JsonValue const& value, JsonWriter& out)
{
    switch (value.kind()) {
        case JsonValue::Kind::null: out.null(); break;
        case JsonValue::Kind::boolean: out.boolean(*value.as_boolean()); break;
        case JsonValue::Kind::integer: out.integer(*value.as_integer()); break;
        case JsonValue::Kind::number: out.raw(value.text()); break;
        case JsonValue::Kind::string: out.string(*value.as_string()); break;
        case JsonValue::Kind::array:
            out.begin_array();
            for (auto const& item : value.items()) {
                write(item, out);
            }
            out.end_array();
            break;
        case JsonValue::Kind::object:
            out.begin_object();
            for (auto const& member : value.members()) {
                out.name(member.name);
                write(member.value, out);
            }
            out.end_object();
            break;
        case JsonValue::Kind::parameter: UPBEAT_PROMISE(false);
    }
}

std::string written(JsonValue const& value)
{
    auto out = JsonWriter{};
    write(value, out);
    return out.take();
}

}  // namespace

UPBEAT_FUZZ_TARGET(text)
{
    auto document = http::JsonDocument{};
    if (!document.parse(text)) {
        UPBEAT_PROMISE(!document.why().empty());
        return;
    }
    auto const once = written(document.root());
    auto again = http::JsonDocument{};
    UPBEAT_PROMISE(again.parse(once));
    UPBEAT_PROMISE(written(again.root()) == once);

    static auto const reader = voting::bulk_item_reader();
    auto problems = http::InputProblems{};
    auto item = voting::BulkItem{};
    reader.read(document.root(), http::Spot{}, problems, item);
    UPBEAT_PROMISE(problems.empty());  // kept with the item, never of the whole request
}
