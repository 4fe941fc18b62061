#include <upbeat/adapters/http/server/connection.hpp>

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/socket_base.hpp>

#include <upbeat/adapters/http/client_address.hpp>
#include <upbeat/adapters/http/negotiation.hpp>

namespace upbeat::http {

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kAllMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

bool would_block(ErrorCode const& error)
{
    return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

Connection::Connection(Workbench& bench, Socket socket, std::uint64_t number, IpAddress peer)
    : bench_{bench}, socket_{std::move(socket)}, number_{number}, peer_{peer}
{
    ErrorCode ignored;
    socket_.non_blocking(true, ignored);
}

void Connection::serve()
{
    await_input();
}

void Connection::turn_away()
{
    begin_exchange();
    refuse(refusals::kBusy);
}

// A read that waits costs one system call less than waiting and then reading: the kernel need not
// be told again that somebody waits. The price is a small buffer for every idle connection.
void Connection::await_input()
{
    if (phase_ == Phase::reading && exchange_ == nullptr) {
        deadline_ = bench_.now + bench_.options.idle_timeout;
    }
    if (std::exchange(input_awaited_, true)) {
        return;
    }
    socket_.async_read_some(
        asio::buffer(first_bytes_),
        [self = shared_from_this()](ErrorCode const& error, std::size_t size) {
            self->input_awaited_ = false;
            if (!error) {
                self->on_input(size);
            } else if (self->takes_input()) {
                self->close();
            }
        }
    );
}

void Connection::on_input(std::size_t size)
{
    std::string_view bytes{first_bytes_.data(), size};
    if (!takes_input()) {
        pending_.append(bytes);
        return;
    }
    bench_.now = Clock::now();
    if (size == first_bytes_.size()) {
        std::ranges::copy(bytes, bench_.input.begin());
        ErrorCode ignored;  // the next read meets it again
        auto const room = asio::buffer(bench_.input) + size;
        bytes = {bench_.input.data(), size + socket_.read_some(room, ignored)};
    }
    take_input(bytes);
}

void Connection::read_input()
{
    ErrorCode error;
    auto const size = socket_.read_some(asio::buffer(bench_.input), error);
    if (error && !would_block(error)) {
        close();
        return;
    }
    if (error) {
        await_input();
        return;
    }
    take_input({bench_.input.data(), size});
}

bool Connection::takes_input() const
{
    return phase_ == Phase::reading || phase_ == Phase::lingering || phase_ == Phase::streaming;
}

void Connection::take_input(std::string_view bytes)
{
    if (phase_ == Phase::lingering) {
        await_input();
    } else if (phase_ == Phase::streaming) {
        take_stream_input(bytes);
    } else {
        run(bytes);
    }
}

// Takes every request that is there and can be answered, then waits for what is missing.
void Connection::run(std::string_view fresh)
{
    running_ = true;
    auto held = std::exchange(pending_, {});
    if (!held.empty()) {
        held.append(fresh);
    }
    auto const all = held.empty() ? fresh : std::string_view{held};
    auto const rest = take_requests(all);
    running_ = false;
    if (phase_ == Phase::lingering || phase_ == Phase::closed) {
        return;
    }
    if (phase_ == Phase::streaming) {
        rest.empty() ? await_input() : take_stream_input(rest);
        return;
    }
    if (held.empty()) {
        pending_.assign(rest);
    } else {
        held.erase(0, all.size() - rest.size());
        pending_ = std::move(held);
    }
    if (phase_ == Phase::reading) {
        await_input();
    }
}

std::string_view Connection::take_requests(std::string_view bytes)
{
    while (phase_ == Phase::reading && !bytes.empty()) {
        if (exchange_ == nullptr) {
            begin_exchange();
        }
        switch (exchange_->parser.feed(bytes)) {
            case RequestParser::Step::more: return bytes;
            case RequestParser::Step::head: admit_body(!bytes.empty()); break;
            case RequestParser::Step::complete: dispatch(); break;
            case RequestParser::Step::refused: refuse(exchange_->parser.refusal()); break;
        }
    }
    return bytes;
}

void Connection::begin_exchange()
{
    exchange_ = bench_.take_exchange();
    exchange_->received = bench_.now;
    exchange_->client = peer_;
    bench_.request_ids.next(exchange_->request_id);
    exchange_->parser.begin(exchange_->request);
    ++exchange_number_;
    deadline_ = exchange_->received + bench_.options.head_timeout;
}

void Connection::note_head()
{
    auto& exchange = *exchange_;
    auto& request = exchange.request;
    if (exchange.method) {
        return;
    }
    exchange.method = request.method;
    exchange.target = request.target;
    exchange.http_1_0 = exchange.parser.http_1_0();
    exchange.keep_alive = exchange.parser.keep_alive();
    exchange.handshake = read_handshake(request, exchange.http_1_0);
    exchange.accepts_gzip = accepts_gzip(request.header("accept-encoding"));
    if ((request.method == Method::get || request.method == Method::head) &&
        request.headers.contains("if-none-match")) {
        exchange.if_none_match = request.headers.joined("if-none-match");
    }
    if (auto const given = request.header("x-request-id"); is_request_id(given)) {
        exchange.request_id = given;
    }
    exchange.client = client_address(peer_, request.headers, bench_.options.trusted_proxies);
    request.peer = peer_;
    request.client = exchange.client;
    request.request_id = exchange.request_id;
    request.received = exchange.received;
}

void Connection::admit_body(bool body_waits)
{
    note_head();
    auto& parser = exchange_->parser;
    auto const& request = exchange_->request;
    HeadVerdict verdict;
    try {
        verdict = bench_.application.on_head(request.method, request.target, request.headers);
    } catch (...) {
        report_exception();
        refuse(refusals::kInternal);
        return;
    }
    if (verdict.refusal) {
        exchange_->keep_alive = false;
        send(std::move(*verdict.refusal));
        return;
    }
    if (parser.content_length().value_or(0) > verdict.body_limit) {
        refuse(refusals::kBodyTooLarge);
        return;
    }
    parser.limit_body(verdict.body_limit);
    deadline_ = bench_.now + bench_.options.body_timeout;
    if (!body_waits && !exchange_->http_1_0 && !request.header("expect").empty()) {
        ErrorCode error;
        // A connection whose send buffer has no room for this line is not worth saving.
        if (socket_.write_some(asio::buffer(kContinue), error) != kContinue.size()) {
            close();
        }
    }
}

void Connection::dispatch()
{
    note_head();
    phase_ = Phase::handling;
    deadline_ = Clock::time_point::max();
    auto& request = exchange_->request;
    if (request.path == "*") {
        Response response;
        response.status = 204;
        response.headers.add("Allow", kAllMethods);
        send(std::move(response));
        return;
    }
    Responder respond{
        bench_.mailbox,
        AnswerTicket{
            .connection = number_,
            .exchange = exchange_number_,
            .accepts_gzip = exchange_->accepts_gzip
        }
    };
    try {
        bench_.application.handle(std::move(request), std::move(respond));
    } catch (...) {
        // The responder died on the way here, unless the application kept it, and has said 500.
        report_exception();
    }
    // Sent only now, since the application was still using the request.
    if (auto answer = std::exchange(exchange_->early_answer, std::nullopt)) {
        send(std::move(*answer));
    }
}

void Connection::deliver(std::uint32_t exchange, std::optional<Response>&& response)
{
    if (phase_ != Phase::handling || exchange != exchange_number_) {
        return;
    }
    if (!response) {
        response = problem_response(refusals::kInternal, exchange_->request_id);
    }
    if (running_) {
        exchange_->early_answer = std::move(response);
    } else {
        send(std::move(*response));
    }
}

void Connection::end_overdue()
{
    if (phase_ == Phase::reading && exchange_ != nullptr) {
        refuse(exchange_->parser.head_complete() ? refusals::kSlowBody : refusals::kSlowHead);
        return;
    }
    if (phase_ == Phase::streaming) {
        end_stream_overdue();
    } else if (phase_ == Phase::writing) {
        reset();
    } else {
        close();
    }
}

// So that the kernel does not go on offering what this client does not take.
void Connection::reset()
{
    ErrorCode ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    close();
}

void Connection::drain()
{
    if (phase_ == Phase::streaming) {
        drain_stream();
        return;
    }
    if (phase_ != Phase::reading || exchange_ != nullptr) {
        return;
    }
    // A request that has been read may wait for its turn in the loop, before this.
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->drain_idle(); });
}

void Connection::drain_idle()
{
    if (phase_ != Phase::reading || exchange_ != nullptr) {
        return;
    }
    // One may have arrived that nobody has looked at: it counts as accepted.
    read_input();
    if (phase_ == Phase::reading && exchange_ == nullptr) {
        close();
    }
}

void Connection::close()
{
    if (phase_ == Phase::closed) {
        return;
    }
    leave_stream();
    phase_ = Phase::closed;
    ErrorCode ignored;
    socket_.close(ignored);
    bench_.give_back(std::move(exchange_));
    bench_.forget(number_);
}

}  // namespace upbeat::http
