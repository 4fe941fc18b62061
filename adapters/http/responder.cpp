#include <upbeat/adapters/http/responder.hpp>

#include <cassert>
#include <utility>

namespace upbeat::http {

namespace {

class FunctionSink : public AnswerSink {
   public:
    explicit FunctionSink(std::function<void(Response&&)> take) : take_{std::move(take)} {}

    void answer(AnswerTicket, Response&& response) noexcept override { take_(std::move(response)); }

    void abandon(AnswerTicket) noexcept override
    {
        Response response;
        response.status = 500;
        take_(std::move(response));
    }

   private:
    std::function<void(Response&&)> take_;
};

}  // namespace

Responder::Responder(std::shared_ptr<AnswerSink> sink, AnswerTicket ticket)
    : sink_{std::move(sink)}, ticket_{ticket}
{
}

Responder::Responder(std::function<void(Response&&)> take)
    : sink_{std::make_shared<FunctionSink>(std::move(take))}
{
}

Responder& Responder::operator=(Responder&& other) noexcept
{
    if (this != &other) {
        abandon();
        sink_ = std::move(other.sink_);
        ticket_ = other.ticket_;
    }
    return *this;
}

Responder::~Responder()
{
    abandon();
}

void Responder::operator()(Response response)
{
    assert(sink_ != nullptr && "a request is answered once");
    if (auto const sink = std::exchange(sink_, nullptr)) {
        sink->answer(ticket_, std::move(response));
    }
}

void Responder::abandon() noexcept
{
    if (auto const sink = std::exchange(sink_, nullptr)) {
        sink->abandon(ticket_);
    }
}

}  // namespace upbeat::http
