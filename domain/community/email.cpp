#include <upbeat/domain/community/email.hpp>

#include <algorithm>

namespace upbeat::community {
namespace {

constexpr std::size_t kMaxEmail = 255;

bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_control(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f;
}

}  // namespace

std::optional<std::string> normal_email(std::string_view text)
{
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    auto const at = text.find('@');
    if (text.size() > kMaxEmail || at == text.npos || at == 0 ||
        std::ranges::any_of(text, is_control)) {
        return std::nullopt;
    }
    auto const domain = text.substr(at + 1);
    auto const dot = domain.find('.');
    bool const dotted = dot != domain.npos && dot > 0 && !domain.ends_with('.');
    if (!dotted || domain.find('@') != domain.npos) {
        return std::nullopt;
    }
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return out;
}

}  // namespace upbeat::community
