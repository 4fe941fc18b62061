#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/response.hpp>

namespace upbeat::http {

// What an answer depends on besides the response.
struct AnswerTerms {
    bool keep_alive = true;
    bool http_1_0 = false;
    bool head_only = false;  // a HEAD request
    bool accepts_gzip = false;
    std::string_view web_socket_accept{};  // of a stream that goes over WebSocket
    std::string_view if_none_match{};
    std::string_view request_id{};
    std::string_view date{};  // IMF-fixdate
};

// An answer on its way out: two pieces of memory for one gather write. Reusable, so that a
// connection under load does not allocate per answer.
class Outgoing {
   public:
    void prepare(Response&& response, AnswerTerms const& terms);

    // What is left to send; both empty when everything is sent.
    std::array<std::string_view, 2> rest() const { return {first_, second_}; }
    bool done() const { return first_.empty() && second_.empty(); }
    void advance(std::size_t sent);

    unsigned status() const { return status_; }
    std::size_t size() const { return size_; }

    // Lets go of the body and of memory beyond the usual.
    void clear();

   private:
    void prepare_snapshot(Response const& response, AnswerTerms const& terms);
    void prepare_text(Response&& response, AnswerTerms const& terms);
    void prepare_stream(Response const& response, AnswerTerms const& terms);
    void begin_head(unsigned status, AnswerTerms const& terms);

    unsigned status_ = 0;
    std::size_t size_ = 0;
    std::string head_;
    std::string body_;
    std::shared_ptr<Snapshot const> snapshot_;
    std::string_view first_;
    std::string_view second_;
};

}  // namespace upbeat::http
