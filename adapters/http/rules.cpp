#include <upbeat/adapters/http/rules.hpp>

#include <algorithm>
#include <charconv>

namespace upbeat::http {
namespace {

std::size_t code_points(std::string_view text)
{
    auto const begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_one));
}

std::string plain(double value)
{
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return {digits, end};
}

bool is_url(std::string_view text)
{
    constexpr std::size_t kLongest = 2048;
    auto const scheme = text.find("://");
    if (text.size() > kLongest || scheme == std::string_view::npos) {
        return false;
    }
    auto const name = text.substr(0, scheme);
    auto const rest = text.substr(scheme + 3);
    auto const is_visible = [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
    };
    return (name == "http" || name == "https") && !rest.empty() && rest.front() != '/' &&
           std::ranges::all_of(rest, is_visible);
}

bool is_email(std::string_view text)
{
    constexpr std::size_t kLongest = 254;
    auto const at = text.find('@');
    if (text.size() > kLongest || at == std::string_view::npos || at == 0) {
        return false;
    }
    auto const domain = text.substr(at + 1);
    auto const is_visible = [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
    };
    auto const dot = domain.find('.');
    return domain.find('@') == std::string_view::npos && dot != std::string_view::npos && dot > 0 &&
           domain.back() != '.' && std::ranges::all_of(text, is_visible);
}

}  // namespace

std::optional<Violation> LengthRule::check(std::string const& text) const
{
    auto const size = code_points(text);
    if (size < least) {
        auto const message = least == 1
                                 ? std::string{"must not be empty"}
                                 : "must have at least " + std::to_string(least) + " characters";
        return Violation{"too_short", message};
    }
    if (size > most) {
        return Violation{"too_long", "must have at most " + std::to_string(most) + " characters"};
    }
    return std::nullopt;
}

void LengthRule::describe(JsonSchema& schema) const
{
    if (least > 0) {
        schema.set("minLength", static_cast<std::int64_t>(least));
    }
    if (most != std::string::npos) {
        schema.set("maxLength", static_cast<std::int64_t>(most));
    }
}

std::optional<Violation> RangeRule::check(double value) const
{
    if (least && value < *least) {
        return Violation{"too_small", "must be at least " + plain(*least)};
    }
    if (most && value > *most) {
        return Violation{"too_large", "must be at most " + plain(*most)};
    }
    return std::nullopt;
}

void RangeRule::describe(JsonSchema& schema) const
{
    // An amount is a number or a text; the bound belongs to the number.
    auto& bounded = schema.any_of.empty() ? schema : schema.any_of.front();
    if (least) {
        bounded.set("minimum", plain(*least));
    }
    if (most) {
        bounded.set("maximum", plain(*most));
    }
}

std::optional<Violation> ItemsRule::check_count(std::size_t count) const
{
    if (count < least) {
        return Violation{"too_few_items", "must have at least " + std::to_string(least) + " items"};
    }
    if (count > most) {
        return Violation{"too_many_items", "must have at most " + std::to_string(most) + " items"};
    }
    return std::nullopt;
}

void ItemsRule::describe(JsonSchema& schema) const
{
    if (least > 0) {
        schema.set("minItems", static_cast<std::int64_t>(least));
    }
    if (most != std::string::npos) {
        schema.set("maxItems", static_cast<std::int64_t>(most));
    }
}

std::optional<Violation> ChoiceRule::check(std::string const& text) const
{
    if (std::ranges::find(words, text) != words.end()) {
        return std::nullopt;
    }
    return Violation{"not_one_of", expected_words({words.begin(), words.end()})};
}

void ChoiceRule::describe(JsonSchema& schema) const
{
    schema.set("enum", describe_words({words.begin(), words.end()}).keywords.front().second);
}

std::optional<Violation> PatternRule::check(std::string const& text) const
{
    return fits(text) ? std::nullopt : std::optional{Violation{"malformed", message}};
}

void PatternRule::describe(JsonSchema& schema) const
{
    schema.set_text("pattern", pattern);
}

PatternRule id_text()
{
    return {"^[A-Za-z0-9._:-]{1,64}$", is_id, "must be 1 to 64 of [A-Za-z0-9._:-]"};
}

PatternRule http_url()
{
    return {"^https?://[^/\\s]\\S*$", is_url, "must be an absolute http or https address"};
}

PatternRule email_address()
{
    return {"^[^@\\s]+@[^@\\s.][^@\\s]*\\.[^@\\s.]+$", is_email, "must be an e-mail address"};
}

std::optional<Violation> JsonKindRule::check(JsonText const& json) const
{
    if (json.text.starts_with(opening)) {
        return std::nullopt;
    }
    return Violation{"wrong_type", opening == '{' ? "must be an object" : "must be an array"};
}

void JsonKindRule::describe(JsonSchema& schema) const
{
    schema.type = opening == '{' ? "object" : "array";
    if (opening == '[') {
        schema.items = {JsonSchema{}};
    }
}

std::string expected_words(std::vector<std::string_view> const& words)
{
    std::string message = "must be ";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) {
            message += i + 1 == words.size() ? " or " : ", ";
        }
        message.append("'").append(words[i]).append("'");
    }
    return message;
}

JsonSchema describe_words(std::vector<std::string_view> const& words)
{
    JsonWriter list;
    list.begin_array();
    for (auto const word : words) {
        list.string(word);
    }
    list.end_array();
    auto schema = JsonSchema::of("string");
    schema.set("enum", list.text());
    return schema;
}

namespace detail {

std::vector<JsonValue> split_parameter(JsonValue const& value)
{
    std::vector<JsonValue> parts;
    auto rest = value.text();
    while (!rest.empty()) {
        auto const comma = std::min(rest.find(','), rest.size());
        if (comma > 0) {
            parts.push_back(JsonValue::parameter(rest.substr(0, comma)));
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return parts;
}

}  // namespace detail
}  // namespace upbeat::http
