#include <upbeat/adapters/http/pipeline.hpp>

namespace upbeat::http {

void Pipeline::open_stream(ExchangePtr const& exchange, bool on_worker)
{
    // HEAD asks what the answer would look like, not for a stream.
    if (exchange->request.method == Method::head) {
        return exchange->answer(stream_response(nullptr));
    }
    auto& context = exchange->context;
    auto slot = streams_.take(context.limits_exempt ? std::string{} : network_of(context));
    if (!slot) {
        return exchange->answer(slot.error());
    }
    context.last_event_id = exchange->request.header("last-event-id");
    auto const open = [exchange, slot = std::move(*slot)] {
        auto stream = exchange->call->open(exchange->context);
        if (!stream) {
            return exchange->answer(stream.error());
        }
        (*stream)->hold(slot);
        exchange->answer(stream_response(std::move(*stream)));
    };
    hop(exchange, on_worker || exchange->call->opens_at_once(context), open);
}

}  // namespace upbeat::http
