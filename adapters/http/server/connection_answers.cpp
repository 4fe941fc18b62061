#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <upbeat/adapters/http/server/connection.hpp>

// The half of a connection that answers.
namespace upbeat::http {

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

bool would_block(ErrorCode const& error)
{
    return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

void Connection::refuse(Refusal const& refusal)
{
    exchange_->keep_alive = false;
    send(problem_response(refusal, exchange_->request_id));
}

void Connection::send(Response&& response)
{
    auto& exchange = *exchange_;
    if (bench_.draining) {
        exchange.keep_alive = false;
    }
    if (std::holds_alternative<StreamPtr>(response.body) && !prepare_stream(response)) {
        auto const route = response.route;
        response = problem_response(*exchange.handshake->refusal, exchange.request_id);
        response.route = route;
    }
    exchange.route = response.route;
    exchange.outgoing.prepare(
        std::move(response),
        {.keep_alive = exchange.keep_alive,
         .http_1_0 = exchange.http_1_0,
         .head_only = exchange.method == Method::head,
         .accepts_gzip = exchange.accepts_gzip,
         .web_socket_accept = stream_ != nullptr && stream_->is_web_socket()
                                  ? std::string_view{exchange.handshake->accept}
                                  : std::string_view{},
         .if_none_match = exchange.if_none_match,
         .request_id = exchange.request_id,
         .date = bench_.date}
    );
    phase_ = Phase::writing;
    write_more();
}

void Connection::write_more()
{
    auto& outgoing = exchange_->outgoing;
    while (!outgoing.done()) {
        auto const [first, second] = outgoing.rest();
        ErrorCode error;
        // One piece goes by send(), which costs the kernel less than a gather write.
        auto const sent = second.empty() ? socket_.write_some(asio::buffer(first), error)
                                         : socket_.write_some(
                                               std::array{
                                                   asio::const_buffer{asio::buffer(first)},
                                                   asio::const_buffer{asio::buffer(second)}
                                               },
                                               error
                                           );
        if (would_block(error)) {
            await_reader();
            return;
        }
        if (error) {
            close();
            return;
        }
        outgoing.advance(sent);
    }
    finish();
}

// Each step on has its limit, and so has the whole: a client that takes a byte now and then would
// hold its answer for ever.
void Connection::await_reader()
{
    auto const now = Clock::now();
    auto const& options = bench_.options;
    auto& until = exchange_->answer_until;
    if (!until) {
        until = now + options.write_timeout +
                std::chrono::seconds{
                    exchange_->outgoing.size() / std::max<std::size_t>(options.least_pace, 1)
                };
    }
    deadline_ = std::min(now + options.write_timeout, *until);
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](ErrorCode const& failed) {
        if (failed) {
            self->close();
        } else if (self->phase_ == Phase::writing) {
            self->write_more();
        }
    });
}

void Connection::finish()
{
    bench_.now = Clock::now();
    observe();
    auto const stays = exchange_->keep_alive;
    bench_.give_back(std::move(exchange_));
    if (stream_ != nullptr && !bench_.draining) {
        begin_stream();
        return;
    }
    stream_.reset();
    if (!stays) {
        linger();
        return;
    }
    phase_ = Phase::reading;
    if (!running_) {
        run({});
    }
}

void Connection::observe() const
{
    if (bench_.options.observer == nullptr) {
        return;
    }
    auto const& exchange = *exchange_;
    bench_.options.observer->answered(
        {.method = exchange.method,
         .route = exchange.route,
         .target = exchange.target,
         .status = exchange.outgoing.status(),
         .bytes = exchange.outgoing.size(),
         .duration =
             std::chrono::duration_cast<std::chrono::microseconds>(bench_.now - exchange.received),
         .request_id = exchange.request_id,
         .client = exchange.client}
    );
}

// Closing a socket that has unread bytes makes the kernel reset the connection, and the client may
// never see the answer. So we only say that nothing more will come, and wait for its end.
void Connection::linger()
{
    phase_ = Phase::lingering;
    pending_.clear();
    deadline_ = bench_.now + bench_.options.linger;
    ErrorCode ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    await_input();
}

// To be called while an exception is being handled.
void Connection::report_exception() const
{
    auto* const observer = bench_.options.observer;
    if (observer == nullptr) {
        return;
    }
    try {
        throw;
    } catch (std::exception const& error) {
        observer->application_threw(exchange_->request_id, error.what());
    } catch (...) {
        observer->application_threw(exchange_->request_id, "not a std::exception");
    }
}

}  // namespace upbeat::http
