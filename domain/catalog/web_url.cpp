#include <upbeat/domain/catalog/web_url.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {
namespace {

bool is_plain(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f && c != '"' && c != '<' && c != '>' && c != '\\';
}

std::optional<std::string> host_of(std::string_view authority)
{
    if (authority.find('@') != authority.npos) {
        return std::nullopt;
    }
    auto host = authority;
    std::string_view port;
    if (host.starts_with('[')) {
        auto const end = host.find(']');
        if (end == host.npos) {
            return std::nullopt;
        }
        port = host.substr(end + 1);
        host = host.substr(0, end + 1);
    } else if (auto const colon = host.find(':'); colon != host.npos) {
        port = host.substr(colon);
        host = host.substr(0, colon);
    }
    bool const port_ok =
        port.empty() ||
        (port.front() == ':' && port.size() <= 6 &&
         std::ranges::all_of(port.substr(1), [](char c) { return c >= '0' && c <= '9'; }));
    auto const is_host_char = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == '[' || c == ']' || c == ':';
    };
    while (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    if (!port_ok || host.empty() || !std::ranges::all_of(host, is_host_char)) {
        return std::nullopt;
    }
    return lower(host);
}

// One to four numbers, decimal, octal or hexadecimal, as the resolvers of operating systems read
// them: "127.1" and "0x7f000001" are 127.0.0.1 too.
std::optional<std::uint32_t> address_of(std::string_view host)
{
    std::array<std::uint64_t, 4> parts{};
    std::size_t count = 0;
    while (true) {
        auto const dot = host.find('.');
        auto part = host.substr(0, dot);
        int base = 10;
        if (part.starts_with("0x")) {
            base = 16;
            part.remove_prefix(2);
        } else if (part.size() > 1 && part.front() == '0') {
            base = 8;
        }
        if (count == parts.size() || part.empty()) {
            return std::nullopt;
        }
        auto const [end, failed] =
            std::from_chars(part.data(), part.data() + part.size(), parts[count], base);
        if (failed != std::errc{} || end != part.data() + part.size()) {
            return std::nullopt;
        }
        ++count;
        if (dot == host.npos) {
            break;
        }
        host.remove_prefix(dot + 1);
    }
    std::uint64_t value = parts[count - 1];
    for (std::size_t i = 0; i + 1 < count; ++i) {
        value |= parts[i] << (8 * (3 - i));
    }
    return static_cast<std::uint32_t>(value);
}

bool is_private_address(std::uint32_t address)
{
    auto const in = [address](std::uint32_t network, int bits) {
        return address >> (32 - bits) == network >> (32 - bits);
    };
    return in(0x00000000, 8) || in(0x0A000000, 8) || in(0x64400000, 10) || in(0x7F000000, 8) ||
           in(0xA9FE0000, 16) || in(0xAC100000, 12) || in(0xC0A80000, 16) || in(0xE0000000, 3);
}

}  // namespace

std::optional<WebUrl> parse_web_url(std::string_view text)
{
    if (text.size() > kMaxUrlLength || !std::ranges::all_of(text, is_plain)) {
        return std::nullopt;
    }
    WebUrl url;
    auto const colon = text.find("://");
    auto const scheme = lower(text.substr(0, colon == text.npos ? 0 : colon));
    if (scheme != "http" && scheme != "https") {
        return std::nullopt;
    }
    url.secure = scheme == "https";
    url.after_scheme = text.substr(colon + 3);
    auto host = host_of(url.after_scheme.substr(0, url.after_scheme.find_first_of("/?#")));
    if (!host) {
        return std::nullopt;
    }
    url.host = std::move(*host);
    auto rest = url.after_scheme;
    if (auto const hash = rest.find('#'); hash != rest.npos) {
        url.fragment = rest.substr(hash + 1);
        rest = rest.substr(0, hash);
    }
    if (auto const mark = rest.find('?'); mark != rest.npos) {
        url.query = rest.substr(mark + 1);
        rest = rest.substr(0, mark);
    }
    url.before_query = rest;
    return url;
}

bool is_private_host(std::string_view host)
{
    if (host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local") ||
        host.ends_with(".internal")) {
        return true;
    }
    if (host.starts_with('[')) {
        // No catalogue link needs an IPv6 literal, and their private forms are many.
        return true;
    }
    auto const address = address_of(host);
    return address && is_private_address(*address);
}

}  // namespace upbeat::catalog
