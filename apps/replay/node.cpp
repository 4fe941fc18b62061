#include <upbeat/apps/replay/node.hpp>

#include <algorithm>
#include <charconv>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include <upbeat/apps/bench/http_client.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr int kMostTries = 10;
constexpr auto kLongestWait = 65s;  // limits count requests a minute

Error bad_url(std::string_view url)
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "bad_node_url",
        .detail = fmt::format(
            "'{}' is no address of a node: it looks like http://127.0.0.1:8000, without TLS and "
            "without a path",
            url
        )
    };
}

// What a Retry-After says; a second where there is none.
std::chrono::seconds pause_of(HttpAnswer const& answer)
{
    auto const text = answer.header("retry-after");
    auto seconds = std::int64_t{1};
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::clamp<std::chrono::seconds>(std::chrono::seconds{seconds}, 1s, kLongestWait);
}

bool passes(unsigned status)
{
    return status == 0 || status == 429 || status == 503;
}

// Nobody who listens there is found out sooner than one who is busy.
int tries_for(unsigned status)
{
    constexpr int kWithoutAnswer = 3;
    return status == 0 ? kWithoutAnswer : kMostTries;
}

}  // namespace

Result<NodeAddress> NodeAddress::parse(std::string_view url)
{
    constexpr std::string_view kScheme{"http://"};
    auto rest = url;
    if (!rest.starts_with(kScheme)) {
        return fail(bad_url(url));
    }
    rest.remove_prefix(kScheme.size());
    if (rest.ends_with('/')) {
        rest.remove_suffix(1);
    }
    auto const in_brackets = rest.starts_with('[') ? rest.find(']') : 0;
    if (in_brackets == std::string_view::npos) {
        return fail(bad_url(url));
    }
    auto const colon = rest.find(':', in_brackets);
    auto host = rest.substr(0, colon);
    auto const port = colon == std::string_view::npos ? "80" : rest.substr(colon + 1);
    if (in_brackets > 0) {
        host = host.substr(1, host.size() - 2);
    }
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (host.empty() || port.empty() || port.size() > 5 || !std::ranges::all_of(port, is_digit) ||
        rest.find_first_of("/?#@ ") != std::string_view::npos) {
        return fail(bad_url(url));
    }
    return NodeAddress{std::string{host}, std::string{port}};
}

Node::Node(NodeAddress address, std::optional<Secret> key)
    : address_{std::move(address)}, key_{std::move(key)}
{
}

Result<boost::json::value> Node::get(std::string const& target) const
{
    auto answer = HttpAnswer{};
    for (auto tries = 0; tries < kMostTries; ++tries) {
        answer =
            ask(address_.host,
                address_.port,
                {.target = target, .key = key_ ? key_->reveal() : std::string{}});
        if (!passes(answer.status) || tries >= tries_for(answer.status)) {
            break;
        }
        std::this_thread::sleep_for(pause_of(answer));
    }
    if (answer.status == 0) {
        return fail(Error{
            .kind = ErrorKind::unavailable,
            .code = "node_unreachable",
            .detail = fmt::format("no node answers at {} port {}", address_.host, address_.port)
        });
    }
    auto json = answer.json();
    if (answer.status != 200 || !json.is_object()) {
        return fail(Error{
            .kind = ErrorKind::rule_broken,
            .code = "node_refuses",
            .detail = fmt::format("the node answers {} to {}", answer.status, target)
        });
    }
    return json;
}

}  // namespace upbeat::apps
