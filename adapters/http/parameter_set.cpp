#include <upbeat/adapters/http/parameter_set.hpp>

#include <algorithm>
#include <cstdint>

namespace upbeat::http {
namespace {

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The bytes that follow a leading byte of UTF-8, and the smallest and largest first of them (which
// keeps out overlong forms, surrogates and what lies beyond U+10FFFF); none for a wrong lead.
struct Sequence {
    std::size_t more = 0;
    unsigned char least = 0x80;
    unsigned char most = 0xBF;
};

bool sequence_of(unsigned char lead, Sequence& sequence)
{
    if (lead >= 0xC2 && lead <= 0xDF) {
        sequence = {1};
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        sequence = {
            2,
            static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80),
            static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF)
        };
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        sequence = {
            3,
            static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80),
            static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF)
        };
    } else {
        return false;
    }
    return true;
}

}  // namespace

bool is_clean_text(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const lead = static_cast<unsigned char>(text[i]);
        if (lead == 0) {
            return false;
        }
        if (lead < 0x80) {
            continue;
        }
        Sequence sequence;
        if (!sequence_of(lead, sequence) || text.size() - i <= sequence.more) {
            return false;
        }
        for (std::size_t k = 0; k < sequence.more; ++k) {
            auto const next = static_cast<unsigned char>(text[++i]);
            if (next < (k == 0 ? sequence.least : 0x80) || next > (k == 0 ? sequence.most : 0xBF)) {
                return false;
            }
        }
    }
    return true;
}

bool decode_parameter(std::string_view text, std::string& out)
{
    out.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
            continue;
        }
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        auto const high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        auto const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return false;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return is_clean_text(out);
}

void ParameterSet::parse(std::string_view query, InputProblems& problems)
{
    std::size_t count = 0;
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        if (++count > kMost) {
            problems.add(
                Spot{Spot::In::query},
                "too_many_parameters",
                "a query may have at most " + std::to_string(kMost) + " parameters"
            );
            return;
        }
        if (end > 0) {
            add(query.substr(0, end), problems);
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    members_.reserve(parameters_.size());
    for (auto& parameter : parameters_) {
        auto const value = parameter.values.size() == 1 ? parameter.values.front()
                                                        : JsonValue::array(parameter.values);
        members_.push_back({parameter.name, value});
    }
}

void ParameterSet::add(std::string_view pair, InputProblems& problems)
{
    auto const equals = std::min(pair.find('='), pair.size());
    auto const value = pair.substr(std::min(equals + 1, pair.size()));
    std::string name;
    std::string text;
    if (!decode_parameter(pair.substr(0, equals), name)) {
        problems.add(Spot{Spot::In::query}, "malformed", "a parameter's name is not encoded UTF-8");
        return;
    }
    if (!decode_parameter(value, text)) {
        Spot const query{Spot::In::query};
        problems.add(query.at(name), "malformed", "is not encoded UTF-8");
        return;
    }
    auto& parameter = called(name);
    parameter.texts.push_back(std::move(text));
    parameter.values.push_back(JsonValue::parameter(parameter.texts.back()));
}

ParameterSet::Parameter& ParameterSet::called(std::string const& name)
{
    auto const known = std::ranges::find(parameters_, name, &Parameter::name);
    if (known != parameters_.end()) {
        return *known;
    }
    parameters_.push_back({name, {}, {}});
    return parameters_.back();
}

}  // namespace upbeat::http
