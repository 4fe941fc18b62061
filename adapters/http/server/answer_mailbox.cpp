#include <upbeat/adapters/http/server/answer_mailbox.hpp>

#include <utility>

namespace upbeat::http {

namespace {

// The mailbox of the I/O thread that is running. Not the thread's id, which the system may give to
// another thread while a late answer still holds the mailbox.
thread_local AnswerMailbox const* mailbox_here = nullptr;

}  // namespace

AnswerMailbox::AnswerMailbox(std::function<void()> wake, Deliver deliver)
    : deliver_{std::move(deliver)}, wake_{std::move(wake)}
{
}

void AnswerMailbox::adopt_this_thread()
{
    mailbox_here = this;
}

void AnswerMailbox::leave_this_thread()
{
    mailbox_here = nullptr;
}

void AnswerMailbox::answer(AnswerTicket ticket, Response&& response) noexcept
{
    take(ticket, std::move(response));
}

void AnswerMailbox::abandon(AnswerTicket ticket) noexcept
{
    take(ticket, std::nullopt);
}

void AnswerMailbox::take(AnswerTicket ticket, std::optional<Response>&& response)
{
    if (mailbox_here == this) {
        deliver_(ticket, std::move(response));
        return;
    }
    std::scoped_lock const lock{mutex_};
    if (!wake_) {
        return;
    }
    waiting_.push_back({.ticket = ticket, .response = std::move(response)});
    if (waiting_.size() == 1) {
        wake_();
    }
}

void AnswerMailbox::deliver_waiting()
{
    {
        std::scoped_lock const lock{mutex_};
        in_hand_.swap(waiting_);
    }
    for (auto& answer : in_hand_) {
        deliver_(answer.ticket, std::move(answer.response));
    }
    in_hand_.clear();
}

void AnswerMailbox::close()
{
    std::vector<Answer> dropped;
    std::scoped_lock const lock{mutex_};
    wake_ = nullptr;
    dropped.swap(waiting_);
}

}  // namespace upbeat::http
