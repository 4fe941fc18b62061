#include <upbeat/adapters/http/server/wire_exchange.hpp>

namespace upbeat::http {

namespace {

constexpr std::size_t kKeepCapacity = 4 * 1024;

void forget(std::string& text)
{
    text.clear();
    if (text.capacity() > kKeepCapacity) {
        text.shrink_to_fit();
    }
}

}  // namespace

void WireExchange::reset()
{
    for (auto* text :
         {&request.target,
          &request.path,
          &request.query,
          &request.body,
          &request.request_id,
          &if_none_match,
          &request_id,
          &target}) {
        forget(*text);
    }
    request.headers.clear();
    outgoing.clear();
    keep_alive = true;
    http_1_0 = false;
    accepts_gzip = false;
    handshake.reset();
    method.reset();
    early_answer.reset();
    answer_until.reset();
    client = {};
    route = {};
}

}  // namespace upbeat::http
