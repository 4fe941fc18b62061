#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include <upbeat/adapters/http/responder.hpp>

namespace upbeat::http {

// Where the answers for the connections of one I/O thread arrive. Answers from that thread itself
// are delivered at once; those of other threads wait until it wakes, which costs one wake-up
// however many arrive meanwhile. Outlives the thread it serves: after close() answers are dropped.
class AnswerMailbox : public AnswerSink {
   public:
    // No response: the responder was dropped.
    using Deliver = std::function<void(AnswerTicket, std::optional<Response>&&)>;

    // `wake` has the I/O thread call deliver_waiting() soon; it is called under a lock.
    AnswerMailbox(std::function<void()> wake, Deliver deliver);

    // To be called on the I/O thread before the first request and after the last.
    void adopt_this_thread();
    void leave_this_thread();

    void answer(AnswerTicket ticket, Response&& response) noexcept override;
    void abandon(AnswerTicket ticket) noexcept override;

    // On the I/O thread only.
    void deliver_waiting();

    void close();

   private:
    struct Answer {
        AnswerTicket ticket;
        std::optional<Response> response;
    };

    void take(AnswerTicket ticket, std::optional<Response>&& response);

    Deliver deliver_;
    std::vector<Answer> in_hand_;  // of the I/O thread, kept for its capacity

    std::mutex mutex_;
    std::function<void()> wake_;  // empty: closed
    std::vector<Answer> waiting_;
};

}  // namespace upbeat::http
