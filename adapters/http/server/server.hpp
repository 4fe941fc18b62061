#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <upbeat/adapters/http/application.hpp>
#include <upbeat/adapters/http/server/observer.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

struct ServerOptions {
    std::string address = "127.0.0.1";     // an IPv4 or IPv6 address, or "localhost"
    std::uint16_t port = 8000;             // 0: one that is free, see Server::port
    unsigned threads = 0;                  // 0: one per core
    std::size_t max_connections = 20'000;  // beyond it: 503 and close

    std::size_t max_head = 16 * 1024;   // request line and headers, bytes; beyond it 431
    std::size_t max_target = 8 * 1024;  // bytes; beyond it 414

    std::chrono::milliseconds idle_timeout{60'000};   // between requests
    std::chrono::milliseconds head_timeout{10'000};   // first byte to last byte of the head
    std::chrono::milliseconds body_timeout{30'000};   // the whole body
    std::chrono::milliseconds write_timeout{30'000};  // without any progress
    std::chrono::milliseconds linger{2'000};          // to let a refused client read why
    std::chrono::milliseconds heartbeat{15'000};      // of a stream without news
    // Bytes a second: an answer has the time this takes, and write_timeout, however it progresses.
    std::size_t least_pace = 4 * 1024;

    NetworkList trusted_proxies{};  // whose X-Forwarded-For is believed
    Observer* observer = nullptr;   // outlives the server
};

// How busy the server is; a snapshot of counters.
struct ServerLoad {
    std::uint64_t accepted = 0;     // connections since the start
    std::uint64_t turned_away = 0;  // connections beyond the limit
    std::size_t open = 0;           // connections now
    std::size_t streams = 0;        // of them, those that are streams
};

// An HTTP/1.1 server: one event loop and one listening socket per thread, a connection stays with
// its thread. Start and stop it from one thread.
class Server {
   public:
    // The application must outlive the server.
    Server(ServerOptions options, Application& application);

    // Stops without grace.
    ~Server();

    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    // Binds and begins to serve. Fails with `port_in_use`, `address_not_available`,
    // `port_not_permitted` or `invalid_address`, each saying what to do.
    Result<void> start();

    // Accepts nothing more, lets every accepted request be answered, closes idle connections and
    // streams at once, and whatever is left after `grace`. Blocks until done. Answers given after
    // that are dropped. A second call, from any thread, with a shorter grace shortens the first.
    void stop(std::chrono::milliseconds grace);

    // There is something new in what streams read: all of them ask their readers soon. From any
    // thread, between start and stop; costs nothing worth mentioning where nobody streams.
    void wake_streams();

    // Whether the last waking is still being served. A source that waits until it is not lets news
    // add up instead of work.
    bool streams_busy() const;

    // The port in use; 0 before start.
    std::uint16_t port() const;
    ServerLoad load() const;

   private:
    class Body;
    std::unique_ptr<Body> body_;
};

}  // namespace upbeat::http
