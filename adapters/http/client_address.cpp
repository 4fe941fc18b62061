#include <upbeat/adapters/http/client_address.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace upbeat::http {

namespace {

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// One hop as proxies write it: "1.2.3.4", "1.2.3.4:56", "::1", "[::1]" or "[::1]:56".
std::optional<IpAddress> parse_hop(std::string_view hop)
{
    hop = trimmed(hop);
    if (hop.starts_with('[')) {
        auto const end = hop.find(']');
        return end == std::string_view::npos ? std::nullopt
                                             : IpAddress::parse(hop.substr(1, end - 1));
    }
    auto const colon = hop.find(':');
    if (colon != std::string_view::npos && hop.find(':', colon + 1) == std::string_view::npos) {
        hop = hop.substr(0, colon);
    }
    return IpAddress::parse(hop);
}

IpAddress right_most_untrusted(IpAddress peer, std::string_view hops, NetworkList const& trusted)
{
    auto client = peer;
    while (true) {
        auto const comma = hops.rfind(',');
        auto const last = comma == std::string_view::npos ? hops : hops.substr(comma + 1);
        auto const hop = parse_hop(last);
        if (!hop) {
            return client;
        }
        client = *hop;
        if (comma == std::string_view::npos || !trusted.contains(client)) {
            return client;
        }
        hops = hops.substr(0, comma);
    }
}

}  // namespace

IpAddress client_address(IpAddress peer, Headers const& headers, NetworkList const& trusted)
{
    if (!trusted.contains(peer)) {
        return peer;
    }
    // Several lines are one list, RFC 9110 5.3.
    auto const forwarded = headers.joined("x-forwarded-for");
    if (!forwarded.empty()) {
        return right_most_untrusted(peer, forwarded, trusted);
    }
    return parse_hop(headers.find("x-real-ip")).value_or(peer);
}

}  // namespace upbeat::http
