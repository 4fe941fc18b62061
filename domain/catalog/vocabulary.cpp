#include <upbeat/domain/catalog/vocabulary.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace upbeat::catalog {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOtherSpellings{{
    {"lofi", "lo-fi"},
    {"hiphop", "hip-hop"},
    {"rnb", "r&b"},
    {"r-and-b", "r&b"},
    {"r-n-b", "r&b"},
}};

bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char lower_char(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

template <class Shape>
std::vector<std::string> each_once(std::vector<std::string> const& words, Shape shape)
{
    std::vector<std::string> out;
    for (auto const& word : words) {
        auto shaped = shape(word);
        if (!shaped.empty() && std::ranges::find(out, shaped) == out.end()) {
            out.push_back(std::move(shaped));
        }
    }
    return out;
}

}  // namespace

std::string slug(std::string_view word)
{
    std::string out;
    for (char const c : trim(word)) {
        bool const joins = is_space(c) || c == '_' || c == '-';
        if (!joins) {
            out.push_back(lower_char(c));
        } else if (!out.empty() && out.back() != '-') {
            out.push_back('-');
        }
    }
    while (!out.empty() && out.back() == '-') {
        out.pop_back();
    }
    for (auto const& [other, known] : kOtherSpellings) {
        if (out == other) {
            return std::string{known};
        }
    }
    return out;
}

std::vector<std::string> slugs(std::vector<std::string> const& words)
{
    return each_once(words, [](std::string_view word) { return slug(word); });
}

std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        auto const comma = text.find(',');
        auto const part = trim(text.substr(0, comma));
        if (!part.empty()) {
            out.emplace_back(part);
        }
        text = comma == text.npos ? std::string_view{} : text.substr(comma + 1);
    }
    return out;
}

std::string tag(std::string_view word)
{
    auto text = trim(word);
    while (text.starts_with('#')) {
        text.remove_prefix(1);
    }
    return lower(trim(text));
}

std::vector<std::string> tags(std::vector<std::string> const& words)
{
    return each_once(words, [](std::string_view word) { return tag(word); });
}

std::string_view trim(std::string_view text)
{
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), lower_char);
    return out;
}

std::size_t code_points(std::string_view text)
{
    // Continuation bytes begin with the bits 10.
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
        return (c & '\xC0') != '\x80';
    }));
}

}  // namespace upbeat::catalog
