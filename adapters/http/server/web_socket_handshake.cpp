#include <upbeat/adapters/http/server/web_socket_handshake.hpp>

#include <algorithm>
#include <string_view>

#include <boost/beast/websocket/detail/hybi13.hpp>

namespace upbeat::http {
namespace {

constexpr Refusal kWrongVersion{
    426, "web_socket_version", "Only version 13 of WebSocket is served."
};
constexpr Refusal kWrongHandshake{
    400, "malformed_handshake", "The request to switch to WebSocket is not sound."
};

// Whether a list such as "keep-alive, Upgrade" names the token.
bool lists(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        auto item = list.substr(0, comma);
        item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
        item = item.substr(0, item.find_last_not_of(" \t") + 1);
        if (same_token(item, token)) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

// 16 bytes in base64.
bool is_key(std::string_view key)
{
    constexpr std::size_t kSize = 24;
    auto const is_digit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '/';
    };
    return key.size() == kSize && key.ends_with("==") &&
           std::all_of(key.begin(), key.end() - 2, is_digit);
}

}  // namespace

std::optional<WebSocketHandshake> read_handshake(Request const& request, bool http_1_0)
{
    if (request.method != Method::get || !lists(request.headers.joined("upgrade"), "websocket")) {
        return std::nullopt;
    }
    auto const key = request.header("sec-websocket-key");
    if (http_1_0 || !lists(request.headers.joined("connection"), "upgrade") || !is_key(key)) {
        return WebSocketHandshake{.refusal = kWrongHandshake};
    }
    if (request.header("sec-websocket-version") != "13") {
        return WebSocketHandshake{.refusal = kWrongVersion};
    }
    boost::beast::websocket::detail::sec_ws_accept_type accept;
    boost::beast::websocket::detail::make_sec_ws_accept(accept, {key.data(), key.size()});
    return WebSocketHandshake{.accept = {accept.data(), accept.size()}};
}

}  // namespace upbeat::http
