#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <upbeat/adapters/http/server/connection.hpp>
#include <upbeat/adapters/http/server/listening.hpp>
#include <upbeat/adapters/http/server/workbench.hpp>

namespace upbeat::http {

// Counters that all I/O threads of a server share.
struct ConnectionCounters {
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> turned_away{0};
    std::atomic<std::size_t> open{0};
};

// One event loop with its own listening socket, connections and clock.
class IoThread {
   public:
    IoThread(
        ServerOptions const& options,
        Application& application,
        ConnectionCounters& counters,
        Descriptor listening,
        IpAddress::Family family
    );
    ~IoThread();

    IoThread(IoThread const&) = delete;
    IoThread& operator=(IoThread const&) = delete;

    // The thread's body; returns when the thread was told to stop and has.
    void run();

    // From any thread: stop accepting, finish what was accepted, then return from run().
    void drain();

    // From any thread: close everything and return from run().
    void insist();

    // From any thread, while run() runs.
    void wake_streams();
    bool streams_busy() const { return wake_asked_ || bench_.streams.busy(); }
    std::size_t streams() const { return bench_.streams.size(); }

   private:
    using Tcp = boost::asio::ip::tcp;
    using Acceptor =
        boost::asio::basic_socket_acceptor<Tcp, boost::asio::io_context::executor_type>;

    void accept_next();
    void admit(Connection::Socket socket, Tcp::endpoint const& peer);
    void begin_drain();
    void accept_waiting();
    void close_all();
    void stop_when_empty();

    void tick_later();
    void tick();

    void forget(std::uint64_t number);
    void deliver(AnswerTicket ticket, std::optional<Response>&& response);

    ConnectionCounters& counters_;
    boost::asio::io_context context_;
    Acceptor acceptor_;
    Tcp::endpoint peer_;
    bool accepting_ = false;
    std::atomic<bool> wake_asked_{false};
    boost::asio::steady_timer timer_;
    std::chrono::milliseconds tick_length_;
    Workbench bench_;
    std::uint64_t last_number_ = 0;
    std::unordered_map<std::uint64_t, std::shared_ptr<Connection>> connections_;
};

}  // namespace upbeat::http
