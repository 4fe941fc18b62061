#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace upbeat::catalog {

inline constexpr std::size_t kMaxUrlLength = 2048;

// The parts of an absolute http or https address that the rules look at. Views into the text.
struct WebUrl {
    bool secure = false;
    std::string host{};               // lower case, without a port
    std::string_view after_scheme{};  // from the authority on
    std::string_view before_query{};
    std::optional<std::string_view> query{};
    std::optional<std::string_view> fragment{};
};

// Nothing unless the text is an absolute http(s) address of at most kMaxUrlLength bytes with a
// host, without credentials, spaces or control characters.
std::optional<WebUrl> parse_web_url(std::string_view text);

// Whether a host is this machine or a private network by its spelling: "localhost", *.local,
// loopback, private, link-local and unspecified addresses, also as bare numbers.
bool is_private_host(std::string_view host);

}  // namespace upbeat::catalog
