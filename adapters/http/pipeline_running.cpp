#include <atomic>
#include <exception>
#include <utility>

#include <upbeat/adapters/http/pipeline.hpp>
#include <upbeat/adapters/http/problem.hpp>
#include <upbeat/application/platform/unavailable.hpp>

namespace upbeat::http {
namespace {

// Passes the one answer of a batched call on, whoever of its copies comes first.
class BatchedAnswer final : public AnswerPort {
   public:
    using Finish = std::function<void(Answer)>;

    explicit BatchedAnswer(Finish finish) : finish_{std::move(finish)} {}
    ~BatchedAnswer() override { answer(fail(internal_error())); }
    BatchedAnswer(BatchedAnswer const&) = delete;
    BatchedAnswer& operator=(BatchedAnswer const&) = delete;

    void answer(Answer answer) override
    {
        if (!answered_.test_and_set()) {
            finish_(std::move(answer));
        }
    }

   private:
    Finish finish_;
    std::atomic_flag answered_{};
};

}  // namespace

// The exchange belongs to the port from here on: its answer may already be under way elsewhere.
void Pipeline::run_batched(ExchangePtr const& exchange)
{
    auto const port = std::make_shared<BatchedAnswer>([this, exchange](Answer answer) {
        finish_batched(exchange, std::move(answer));
    });
    try {
        exchange->call->start(exchange->context, port);
    } catch (...) {
        port->answer(fail(report_exception(*exchange)));
    }
}

// A failure under an Idempotency-Key may be the work of a twin that another node took: of two, the
// slower one finds its vote cast already.
void Pipeline::finish_batched(ExchangePtr const& exchange, Answer answer)
{
    if (answer || !exchange->context.idempotency || answer.error().kind == ErrorKind::unavailable) {
        return exchange->answer(std::move(answer));
    }
    hop(exchange, false, [this, exchange, failure = answer.error()] {
        exchange->answer(once_.after_failure(*exchange->context.idempotency, failure));
    });
}

bool Pipeline::hop(ExchangePtr const& exchange, bool on_worker, std::function<void()> step)
{
    if (on_worker) {
        guarded(exchange, step);
        return true;
    }
    if (ports_.workers.submit([this, exchange, step = std::move(step)] { guarded(exchange, step); }
        )) {
        return true;
    }
    exchange->answer(queue_full());
    return false;
}

void Pipeline::guarded(ExchangePtr const& exchange, std::function<void()> const& step) const
{
    try {
        step();
    } catch (...) {
        auto const error = report_exception(*exchange);
        if (exchange->respond) {
            exchange->answer(error);
        }
    }
}

Error Pipeline::report_exception(Exchange const& exchange) const
{
    auto const tell = [&](std::string_view what) {
        if (ports_.on_failure) {
            auto const route = exchange.route != nullptr ? exchange.route->path : std::string{};
            ports_.on_failure(exchange.context.request_id, route, what);
        }
    };
    try {
        throw;
    } catch (platform::Unavailable const& unavailable) {
        tell(unavailable.what());
        return not_available_now(unavailable.retry_after());
    } catch (std::exception const& exception) {
        tell(exception.what());
    } catch (...) {
        tell("an exception that is none of std::exception");
    }
    return internal_error();
}

}  // namespace upbeat::http
