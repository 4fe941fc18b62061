#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/headers.hpp>
#include <upbeat/adapters/http/ip_address.hpp>

namespace upbeat::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };

// The name on the wire: "GET". Methods are case-sensitive.
std::string_view to_text(Method method);
std::optional<Method> parse_method(std::string_view text);

// A request whose framing has been judged sound and whose body is complete.
struct Request {
    Method method = Method::get;
    std::string target;      // as sent, in origin form: "/a%20b?c=d"
    std::string path;        // decoded ("/a b"), valid UTF-8; an encoded slash stays "%2F"
    std::string query;       // as sent, without the question mark
    Headers headers;         // names in lower case; never holds trailers
    std::string body;        // without transfer coding
    IpAddress peer;          // the other end of the connection
    IpAddress client;        // who asks: the peer, or whom a trusted proxy names
    std::string request_id;  // 1..64 of [A-Za-z0-9._-]
    std::chrono::steady_clock::time_point received{};

    // The first value of a header, or an empty text.
    std::string_view header(std::string_view lower_name) const { return headers.find(lower_name); }
};

}  // namespace upbeat::http
