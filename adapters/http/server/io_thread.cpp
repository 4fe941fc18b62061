#include <upbeat/adapters/http/server/io_thread.hpp>

#include <algorithm>
#include <csignal>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

namespace upbeat::http {

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;

// Beyond the limit so many connections at once are told why; the rest are just closed.
constexpr std::size_t kToldApart = 256;

// Deadlines are looked at so often that none is missed by more than a quarter. A second at most,
// since the Date header moves with it.
milliseconds tick_length(ServerOptions const& options)
{
    auto const shortest = std::min(
        {options.idle_timeout,
         options.head_timeout,
         options.body_timeout,
         options.write_timeout,
         options.linger,
         options.heartbeat}
    );
    return std::clamp(shortest / 4, milliseconds{5}, milliseconds{1000});
}

IpAddress to_address(asio::ip::address const& address)
{
    return address.is_v4() ? IpAddress::v4(address.to_v4().to_bytes())
                           : IpAddress::v6(address.to_v6().to_bytes());
}

asio::ip::tcp protocol_of(IpAddress::Family family)
{
    return family == IpAddress::Family::v4 ? asio::ip::tcp::v4() : asio::ip::tcp::v6();
}

}  // namespace

IoThread::IoThread(
    ServerOptions const& options,
    Application& application,
    ConnectionCounters& counters,
    Descriptor listening,
    IpAddress::Family family
)
    : counters_{counters},
      context_{1},
      acceptor_{context_, protocol_of(family), listening.release()},
      timer_{context_},
      tick_length_{tick_length(options)},
      bench_{.options = options, .application = application, .streams = StreamRound{[this] {
                                                                 asio::post(context_, [this] {
                                                                     bench_.streams.turn();
                                                                 });
                                                             }}}
{
    bench_.mailbox = std::make_shared<AnswerMailbox>(
        [this] { asio::post(context_, [this] { bench_.mailbox->deliver_waiting(); }); },
        [this](AnswerTicket ticket, std::optional<Response>&& response) {
            deliver(ticket, std::move(response));
        }
    );
    bench_.forget = [this](std::uint64_t number) { forget(number); };
}

IoThread::~IoThread()
{
    bench_.mailbox->close();
}

void IoThread::run()
{
    // Signals are for the thread that knows what to do with them.
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);

    bench_.mailbox->adopt_this_thread();
    bench_.refresh_date(std::chrono::system_clock::now());
    accept_next();
    tick_later();
    context_.run();
    // Also ends the responders that wait in the loop, while their mailbox is still this thread's.
    close_all();
    bench_.mailbox->close();
    bench_.mailbox->leave_this_thread();
}

void IoThread::drain()
{
    asio::post(context_, [this] { begin_drain(); });
}

void IoThread::insist()
{
    asio::post(context_, [this] {
        begin_drain();
        close_all();
        stop_when_empty();
    });
}

void IoThread::wake_streams()
{
    if (streams() == 0 || wake_asked_.exchange(true)) {
        return;
    }
    asio::post(context_, [this] {
        wake_asked_ = false;
        bench_.streams.begin();
    });
}

void IoThread::accept_next()
{
    accepting_ = true;
    acceptor_.async_accept(peer_, [this](ErrorCode const& error, Connection::Socket socket) {
        accepting_ = false;
        if (error == asio::error::operation_aborted) {
            return;
        }
        if (error && error != asio::error::connection_aborted) {
            // Out of descriptors or memory: the next tick tries again.
            return;
        }
        if (!error) {
            admit(std::move(socket), peer_);
        }
        accept_next();
    });
}

void IoThread::admit(Connection::Socket socket, Tcp::endpoint const& peer)
{
    bench_.now = Connection::Clock::now();
    auto const limit = bench_.options.max_connections;
    auto const open = counters_.open.fetch_add(1);
    auto const number = ++last_number_;
    auto const connection =
        std::make_shared<Connection>(bench_, std::move(socket), number, to_address(peer.address()));
    connections_.emplace(number, connection);
    if (open < limit) {
        ++counters_.accepted;
        connection->serve();
        return;
    }
    ++counters_.turned_away;
    if (open < limit + kToldApart) {
        connection->turn_away();
    } else {
        connection->close();
    }
}

void IoThread::begin_drain()
{
    if (std::exchange(bench_.draining, true)) {
        return;
    }
    accept_waiting();
    std::vector<std::shared_ptr<Connection>> all;
    all.reserve(connections_.size());
    for (auto const& [number, connection] : connections_) {
        all.push_back(connection);
    }
    for (auto const& connection : all) {
        connection->drain();
    }
    stop_when_empty();
}

// Whom the kernel has accepted for us would be reset by closing the listening socket.
void IoThread::accept_waiting()
{
    ErrorCode error;
    acceptor_.non_blocking(true, error);
    while (!error) {
        Tcp::endpoint peer;
        Connection::Socket socket{context_};
        acceptor_.accept(socket, peer, error);
        if (!error) {
            admit(std::move(socket), peer);
        }
    }
    acceptor_.close(error);
}

void IoThread::close_all()
{
    auto const all = std::exchange(connections_, {});
    for (auto const& [number, connection] : all) {
        connection->close();
        --counters_.open;
    }
}

void IoThread::stop_when_empty()
{
    if (bench_.draining && connections_.empty()) {
        context_.stop();
    }
}

void IoThread::tick_later()
{
    timer_.expires_after(tick_length_);
    timer_.async_wait([this](ErrorCode const& error) {
        if (!error) {
            tick();
            tick_later();
        }
    });
}

void IoThread::tick()
{
    bench_.refresh_date(std::chrono::system_clock::now());
    if (!accepting_ && !bench_.draining) {
        accept_next();
    }
    auto const now = bench_.now = Connection::Clock::now();
    std::vector<std::shared_ptr<Connection>> overdue;
    for (auto const& [number, connection] : connections_) {
        if (connection->is_overdue(now)) {
            overdue.push_back(connection);
        }
    }
    for (auto const& connection : overdue) {
        connection->end_overdue();
    }
}

void IoThread::forget(std::uint64_t number)
{
    if (connections_.erase(number) != 0) {
        --counters_.open;
        stop_when_empty();
    }
}

void IoThread::deliver(AnswerTicket ticket, std::optional<Response>&& response)
{
    auto const found = connections_.find(ticket.connection);
    if (found != connections_.end()) {
        auto const connection = found->second;
        connection->deliver(ticket.exchange, std::move(response));
    }
}

}  // namespace upbeat::http
