#include <algorithm>
#include <string>

#include <upbeat/adapters/http/request.hpp>

#include "fuzz.hpp"
#include "request_parser.hpp"
#include "request_target.hpp"

// A request must be read alike however the network cuts it: an attacker chooses the cuts, and a
// reader that sees two requests where another sees one is how requests are smuggled.

namespace {

using namespace upbeat::http;

struct Seen {
    RequestParser::Step last = RequestParser::Step::more;
    unsigned refused_with = 0;
    std::size_t used = 0;
    Request request{};
    bool keep_alive = false;
};

// Feeds pieces of `piece` bytes until the first request is read, refused or unfinished.
Seen read(std::string_view text, std::size_t piece, KnownHeads* known = nullptr)
{
    auto seen = Seen{};
    auto parser = RequestParser{{.max_head = 4096, .max_target = 1024}, known};
    parser.begin(seen.request);
    auto waiting = std::string{};
    auto rest = text;
    while (!rest.empty()) {
        auto const next = rest.substr(0, piece);
        rest.remove_prefix(next.size());
        waiting += next;
        auto bytes = std::string_view{waiting};
        seen.last = parser.feed(bytes);
        if (seen.last == RequestParser::Step::head) {
            parser.limit_body(4096);
            seen.last = parser.feed(bytes);
        }
        seen.used += waiting.size() - bytes.size();
        waiting = std::string{bytes};
        if (seen.last == RequestParser::Step::refused) {
            seen.refused_with = parser.refusal().status;
            return seen;
        }
        if (seen.last == RequestParser::Step::complete) {
            seen.keep_alive = parser.keep_alive();
            return seen;
        }
    }
    return seen;
}

bool same(Headers const& a, Headers const& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](Header one, Header other) {
        return one.name == other.name && one.value == other.value;
    });
}

}  // namespace

UPBEAT_FUZZ_TARGET(text)
{
    static auto known = KnownHeads{};
    auto const whole = read(text, text.size());
    // However it is cut; and the third time a head is remembered, not parsed.
    for (auto const piece : {std::size_t{1}, std::size_t{7}, text.size()}) {
        auto const cut = read(text, piece, &known);
        // One may still wait for more where the other has seen enough to refuse.
        auto const complete = whole.last == RequestParser::Step::complete;
        UPBEAT_PROMISE(complete == (cut.last == RequestParser::Step::complete));
        if (!complete) {
            continue;
        }
        UPBEAT_PROMISE(whole.used == cut.used);
        UPBEAT_PROMISE(whole.keep_alive == cut.keep_alive);
        UPBEAT_PROMISE(whole.request.method == cut.request.method);
        UPBEAT_PROMISE(whole.request.target == cut.request.target);
        UPBEAT_PROMISE(whole.request.path == cut.request.path);
        UPBEAT_PROMISE(whole.request.query == cut.request.query);
        UPBEAT_PROMISE(whole.request.body == cut.request.body);
        UPBEAT_PROMISE(same(whole.request.headers, cut.request.headers));
    }
    if (whole.last == RequestParser::Step::complete) {
        auto const& headers = whole.request.headers;
        UPBEAT_PROMISE(
            !headers.contains("content-length") || !headers.contains("transfer-encoding")
        );
        for (auto const line : headers) {
            UPBEAT_PROMISE(line.value.find_first_of("\r\n\0", 0, 3) == std::string_view::npos);
        }
    } else if (whole.last == RequestParser::Step::refused) {
        // A client's mistake is a 4xx, never a 5xx.
        UPBEAT_PROMISE(whole.refused_with >= 400 && whole.refused_with < 500);
    }
}
