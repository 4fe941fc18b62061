#include <upbeat/adapters/http/headers.hpp>

#include <algorithm>

namespace upbeat::http {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_token(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) {
        return lower(left) == lower(right);
    });
}

Headers::Headers(std::initializer_list<Header> lines)
{
    for (auto const& line : lines) {
        add(line.name, line.value);
    }
}

std::uint32_t Headers::append(std::string_view text)
{
    auto const at = static_cast<std::uint32_t>(text_.size());
    text_.append(text);
    return at;
}

void Headers::add(std::string_view name, std::string_view value)
{
    auto const name_at = append(name);
    auto const value_at = append(value);
    lines_.push_back(
        {.name_at = name_at,
         .name_size = static_cast<std::uint32_t>(name.size()),
         .value_at = value_at,
         .value_size = static_cast<std::uint32_t>(value.size())}
    );
}

void Headers::add_lower(std::string_view name, std::string_view value)
{
    add(name, value);
    auto const at = text_.begin() + lines_.back().name_at;
    std::transform(at, at + static_cast<std::ptrdiff_t>(name.size()), at, lower);
}

void Headers::set(std::string_view name, std::string_view value)
{
    for (std::size_t index = 0; index < lines_.size(); ++index) {
        if (same_token((*this)[index].name, name)) {
            // The old value stays in the block: rare, and cheaper than moving what follows.
            lines_[index].value_at = append(value);
            lines_[index].value_size = static_cast<std::uint32_t>(value.size());
            return;
        }
    }
    add(name, value);
}

Header Headers::operator[](std::size_t index) const
{
    auto const& line = lines_[index];
    std::string_view const text = text_;
    return {
        .name = text.substr(line.name_at, line.name_size),
        .value = text.substr(line.value_at, line.value_size)
    };
}

std::string_view Headers::find(std::string_view name) const
{
    for (auto const line : *this) {
        if (same_token(line.name, name)) {
            return line.value;
        }
    }
    return {};
}

bool Headers::contains(std::string_view name) const
{
    return std::any_of(begin(), end(), [name](Header line) { return same_token(line.name, name); });
}

std::string Headers::joined(std::string_view name) const
{
    std::string all;
    for (auto const line : *this) {
        if (same_token(line.name, name)) {
            all.append(all.empty() ? "" : ", ").append(line.value);
        }
    }
    return all;
}

void Headers::reserve(std::size_t lines, std::size_t text)
{
    lines_.reserve(lines_.size() + lines);
    text_.reserve(text_.size() + text);
}

void Headers::clear()
{
    text_.clear();
    lines_.clear();
}

}  // namespace upbeat::http
