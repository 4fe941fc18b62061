#include <exception>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/socket_base.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <upbeat/adapters/http/server/connection.hpp>

// The half of a connection whose answer does not end.
namespace upbeat::http {

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

// What the kernel holds for a client that does not read. Left to itself it takes megabytes.
constexpr int kSendBuffer = 32 * 1024;

bool would_block(ErrorCode const& error)
{
    return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

// The head of a stream is sent as any answer is; the stream begins when it is out.
bool Connection::prepare_stream(Response const& response)
{
    auto& exchange = *exchange_;
    exchange.keep_alive = false;
    auto const& reader = std::get<StreamPtr>(response.body);
    if (reader == nullptr || exchange.method == Method::head || bench_.draining) {
        return true;
    }
    if (exchange.handshake && exchange.handshake->refusal) {
        return false;
    }
    auto const form = exchange.handshake ? StreamForm::web_socket : StreamForm::event_stream;
    stream_ = std::make_unique<OpenStream>(reader, form);
    return true;
}

void Connection::begin_stream()
{
    phase_ = Phase::streaming;
    ErrorCode ignored;
    socket_.set_option(asio::socket_base::send_buffer_size{kSendBuffer}, ignored);
    // A client that vanished without a word takes nothing either, but only the kernel can tell.
    auto const patience = static_cast<unsigned>(bench_.options.write_timeout.count());
    ::setsockopt(
        socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience
    );
    bench_.streams.add(*this);
    deadline_ = bench_.now + bench_.options.heartbeat;
    auto const early = std::exchange(pending_, {});
    if (!early.empty()) {
        stream_->take(early);
    }
    if (!running_) {
        await_input();  // not over bytes that run() has in its hands
    }
    serve_stream();
}

// Sends what there is, until there is nothing or the client takes no more for now.
void Connection::serve_stream()
{
    if (phase_ != Phase::streaming || output_awaited_) {
        return;
    }
    auto sent_something = false;
    try {
        for (auto rest = stream_->rest(); !rest.empty(); rest = stream_->rest()) {
            ErrorCode error;
            auto const sent = socket_.write_some(asio::buffer(rest.data(), rest.size()), error);
            if (would_block(error)) {
                return await_output();
            }
            if (error) {
                return close();
            }
            stream_->advance(sent);
            sent_something = true;
        }
    } catch (std::exception const&) {
        // Out of memory, at worst: this client is told by the end of its stream and comes back.
        return close();
    }
    if (stream_->ended()) {
        end_stream();
    } else if (sent_something) {
        deadline_ = Clock::now() + bench_.options.heartbeat;
    }
}

void Connection::await_output()
{
    output_awaited_ = true;
    deadline_ = Clock::now() + bench_.options.write_timeout;
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](ErrorCode const& failed) {
        self->output_awaited_ = false;
        if (failed) {
            self->close();
        } else {
            self->serve_stream();
        }
    });
}

void Connection::take_stream_input(std::string_view bytes)
{
    stream_->take(bytes);
    await_input();
    serve_stream();
}

// A quiet stream gets a heartbeat in its turn; a client that takes nothing is given up.
void Connection::end_stream_overdue()
{
    if (output_awaited_) {
        reset();
        return;
    }
    deadline_ = bench_.now + bench_.options.heartbeat;
    stream_->owe_heartbeat();
    bench_.streams.begin();
}

void Connection::end_stream()
{
    auto const says_goodbye = stream_->is_web_socket();
    leave_stream();
    if (says_goodbye) {
        linger();
    } else {
        close();
    }
}

void Connection::drain_stream()
{
    stream_->end(CloseCode::going_away);
    serve_stream();
    if (phase_ == Phase::streaming) {
        close();
    }
}

void Connection::leave_stream()
{
    if (stream_ != nullptr && phase_ == Phase::streaming) {
        bench_.streams.remove(*this);
    }
    stream_.reset();
}

}  // namespace upbeat::http
