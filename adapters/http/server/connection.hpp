#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <upbeat/adapters/http/server/open_stream.hpp>
#include <upbeat/adapters/http/server/workbench.hpp>

namespace upbeat::http {

// One client. Belongs to one I/O thread and is used on it only. Requests are taken one after the
// other: the next one is read when the answer to the last has been sent, which keeps pipelined
// answers in order and a client's demands bounded.
class Connection : public std::enable_shared_from_this<Connection> {
   public:
    // With the executor named: the usual type-erased one costs an indirection per operation.
    using Socket = boost::asio::
        basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
    using Clock = std::chrono::steady_clock;

    Connection(Workbench& bench, Socket socket, std::uint64_t number, IpAddress peer);

    void serve();

    // Says that the server is full, and closes.
    void turn_away();

    // An answer for an earlier exchange, or for one that was given up, is ignored.
    void deliver(std::uint32_t exchange, std::optional<Response>&& response);

    bool is_overdue(Clock::time_point now) const { return now >= deadline_; }
    void end_overdue();

    // Sends what a stream has for its client; nothing for any other connection.
    void serve_stream();

    // The server stops: an idle connection and a stream close, a busy one after its answer.
    void drain();
    void close();

   private:
    friend class StreamRound;

    enum class Phase : std::uint8_t {
        reading,    // waiting for a request, or in the middle of one
        handling,   // the application has it
        writing,    // the answer is on its way
        streaming,  // the answer goes on and on
        lingering,  // answered and done; lets the client read before the socket goes
        closed,
    };

    void await_input();
    void on_input(std::size_t size);
    void read_input();
    bool takes_input() const;
    void take_input(std::string_view bytes);
    void drain_idle();
    void run(std::string_view fresh);
    std::string_view take_requests(std::string_view bytes);

    void begin_exchange();
    void note_head();
    void admit_body(bool body_waits);
    void dispatch();

    void refuse(Refusal const& refusal);
    void send(Response&& response);
    void write_more();
    void await_reader();
    void finish();
    void observe() const;
    void report_exception() const;
    void linger();
    void reset();

    bool prepare_stream(Response const& response);
    void begin_stream();
    void await_output();
    void take_stream_input(std::string_view bytes);
    void end_stream_overdue();
    void end_stream();
    void drain_stream();
    void leave_stream();

    Workbench& bench_;
    Socket socket_;
    std::uint64_t number_;
    IpAddress peer_;
    Clock::time_point deadline_ = Clock::time_point::max();
    std::uint32_t exchange_number_ = 0;
    Phase phase_ = Phase::reading;
    bool input_awaited_ = false;
    bool running_ = false;
    bool output_awaited_ = false;   // by a stream whose client does not keep up
    std::size_t stream_place_ = 0;  // in the thread's round
    std::unique_ptr<OpenStream> stream_;
    std::array<char, 512> first_bytes_;       // of what comes next: most requests are no longer
    std::string pending_;                     // read, but not understood or not its turn yet
    std::unique_ptr<WireExchange> exchange_;  // none while idle
};

}  // namespace upbeat::http
