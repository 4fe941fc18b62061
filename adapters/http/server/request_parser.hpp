#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/server/known_heads.hpp>
#include <upbeat/adapters/http/server/refusal.hpp>
#include <upbeat/adapters/http/server/request_guard.hpp>

namespace upbeat::http {

// Reads one request after the other from the bytes of a connection into a Request. Beast does the
// parsing behind the guard, and this is the only class that knows it.
class RequestParser {
   public:
    // `known` outlives the parser; without it every head is parsed.
    explicit RequestParser(GuardLimits limits, KnownHeads* known = nullptr);
    ~RequestParser();

    // Begins a new request. `request` must stay where it is until the parser is done with it.
    void begin(Request& request);

    enum class Step : std::uint8_t {
        more,      // everything given was used or is an unfinished part: feed again with more
        head,      // the head is complete and a body follows: judge it, then feed again
        complete,  // the request is complete
        refused,   // see refusal(); the connection is of no further use
    };

    // Takes what it understands off the front of `bytes`; the rest is to be given again.
    Step feed(std::string_view& bytes);

    Refusal const& refusal() const { return refusal_; }

    // Valid once the head is complete.
    bool head_complete() const { return head_complete_; }
    bool keep_alive() const { return keep_alive_; }
    bool http_1_0() const { return http_1_0_; }
    bool expects_continue() const;
    std::optional<std::uint64_t> content_length() const;

    // To be called between Step::head and the next feed; beyond it 413.
    void limit_body(std::size_t bytes);

   private:
    class BeastParser;
    struct Place;

    Step feed_head(std::string_view& bytes);
    Step parse_head(std::string_view head);
    bool recall(std::string_view head);
    Step feed_body(std::string_view& bytes);
    Step refuse(Refusal const& refusal);

    GuardLimits limits_;
    KnownHeads* known_;
    Request* request_ = nullptr;
    std::size_t scanned_ = 0;
    bool forgiven_ = false;
    bool head_complete_ = false;
    bool keep_alive_ = false;
    bool http_1_0_ = false;
    Refusal refusal_{};
    std::unique_ptr<Place> place_;
    BeastParser* beast_ = nullptr;  // none while the head is not parsed, or was known
};

}  // namespace upbeat::http
