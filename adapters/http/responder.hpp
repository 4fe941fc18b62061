#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <upbeat/adapters/http/response.hpp>

namespace upbeat::http {

// Names one request of one connection to whoever sends the answers.
struct AnswerTicket {
    std::uint64_t connection = 0;
    std::uint32_t exchange = 0;
    bool accepts_gzip = false;
};

// Where answers go. Safe to call from any thread; an answer for a connection that is gone is
// dropped without a word.
class AnswerSink {
   public:
    virtual ~AnswerSink() = default;
    virtual void answer(AnswerTicket ticket, Response&& response) noexcept = 0;

    // Nobody will answer any more.
    virtual void abandon(AnswerTicket ticket) noexcept = 0;
};

// The right and duty to answer one request: call it exactly once, from any thread. One that is
// destroyed without a call answers 500 by itself, so no client waits for ever. Move-only; answers
// given by other threads wake an I/O thread once however many wait.
class Responder {
   public:
    Responder() = default;
    Responder(std::shared_ptr<AnswerSink> sink, AnswerTicket ticket);

    // For tests and for calling an application without a server. A dropped one gives a bare 500.
    explicit Responder(std::function<void(Response&&)> take);

    Responder(Responder&& other) noexcept = default;
    Responder& operator=(Responder&& other) noexcept;
    ~Responder();

    // Spends the responder.
    void operator()(Response response);

    // Whether the answer is still owed.
    explicit operator bool() const { return sink_ != nullptr; }

   private:
    void abandon() noexcept;

    std::shared_ptr<AnswerSink> sink_;
    AnswerTicket ticket_{};
};

}  // namespace upbeat::http
