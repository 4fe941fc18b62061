#include <upbeat/apps/measure/load_client.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace upbeat::apps {
namespace {

using Clock = std::chrono::steady_clock;

// A server that stands still must not stop the measurement for ever.
constexpr int kPatienceMs = 30'000;

struct Client {
    int descriptor = -1;
    Clock::time_point sent{};
    std::string held{};  // an answer of which a part is missing
};

int connected(unsigned port)
{
    auto const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::connect(descriptor, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        throw std::runtime_error{"no connection to port " + std::to_string(port)};
    }
    auto const at_once = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    return descriptor;
}

// The length of the whole answer at the start of `bytes`, or 0 if its head is not complete.
std::size_t length_of(std::string_view bytes)
{
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    auto const end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        return 0;
    }
    auto const at = bytes.substr(0, end + 2).find(kLength);
    std::size_t body = 0;
    if (at != std::string_view::npos) {
        auto const digits = bytes.substr(at + kLength.size(), 20);
        std::from_chars(digits.data(), digits.data() + digits.size(), body);
    }
    return end + 4 + body;
}

unsigned status_of(std::string_view answer)
{
    auto status = 0U;
    std::from_chars(answer.data() + 9, answer.data() + 12, status);
    return status;
}

class LoadRun {
   public:
    explicit LoadRun(ClientLoad const& load) : load_{load}, epoll_{::epoll_create1(EPOLL_CLOEXEC)}
    {
        clients_.resize(static_cast<std::size_t>(load.connections));
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            clients_[i].descriptor = connected(load.port);
            auto event = epoll_event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].descriptor, &event);
        }
    }
    ~LoadRun()
    {
        for (auto const& client : clients_) {
            ::close(client.descriptor);
        }
        ::close(epoll_);
    }
    LoadRun(LoadRun const&) = delete;
    LoadRun& operator=(LoadRun const&) = delete;

    Sample run()
    {
        auto const began = Clock::now();
        auto const until = began + std::chrono::duration<double>{load_.seconds};
        for (auto& client : clients_) {
            ask(client, Clock::now());
        }
        while (Clock::now() < until) {
            answer_ready();
        }
        auto const passed = std::chrono::duration<double>{Clock::now() - began};
        auto sample = sample_of(passed.count());
        // What was sent is waited for, so that nothing of this run disturbs the next.
        asking_ = false;
        while (open_ > 0) {
            answer_ready();
        }
        return sample;
    }

   private:
    void ask(Client& client, Clock::time_point now)
    {
        request_.clear();
        load_.next(request_);
        client.sent = now;
        ++open_;
        auto const sent = ::send(client.descriptor, request_.data(), request_.size(), MSG_NOSIGNAL);
        if (sent != static_cast<ssize_t>(request_.size())) {
            throw std::runtime_error{"the server takes no more requests"};
        }
    }

    void answer_ready()
    {
        auto events = std::array<epoll_event, 256>{};
        auto const ready = ::epoll_wait(epoll_, events.data(), events.size(), kPatienceMs);
        if (ready <= 0) {
            throw std::runtime_error{"the server does not answer"};
        }
        for (auto i = 0; i < ready; ++i) {
            read(clients_[events[static_cast<std::size_t>(i)].data.u64]);
        }
    }

    void read(Client& client)
    {
        auto const size = ::recv(client.descriptor, input_.data(), input_.size(), 0);
        if (size <= 0) {
            throw std::runtime_error{"the server closes a connection"};
        }
        auto bytes = std::string_view{input_.data(), static_cast<std::size_t>(size)};
        if (!client.held.empty()) {
            client.held.append(bytes);
            bytes = client.held;
        }
        auto const length = length_of(bytes);
        if (length == 0 || bytes.size() < length) {
            if (client.held.empty()) {
                client.held = bytes;
            }
            return;
        }
        note(client, status_of(bytes));
        client.held.clear();
    }

    void note(Client& client, unsigned status)
    {
        auto const now = Clock::now();
        --open_;
        bad_ += status == load_.expected ? 0 : 1;
        if (!asking_) {
            return;
        }
        micros_.push_back(std::chrono::duration<float, std::micro>(now - client.sent).count());
        ask(client, now);
    }

    Sample sample_of(double seconds)
    {
        auto const share = [this](double part) {
            auto const at = static_cast<std::size_t>(part * static_cast<double>(micros_.size()));
            auto const place = micros_.begin() + static_cast<std::ptrdiff_t>(at);
            std::ranges::nth_element(micros_, place);
            return static_cast<double>(*place) / 1000;
        };
        if (micros_.empty()) {
            throw std::runtime_error{"the server answered nothing in time"};
        }
        return {
            .value = static_cast<double>(micros_.size()) / seconds,
            .p50 = share(0.50),
            .p99 = share(0.99),
            .bad = bad_
        };
    }

    ClientLoad const& load_;
    int epoll_;
    std::vector<Client> clients_{};
    std::vector<float> micros_{};
    std::vector<char> input_ = std::vector<char>(64 * 1024);
    std::string request_{};
    std::int64_t bad_ = 0;
    std::int64_t open_ = 0;
    bool asking_ = true;
};

}  // namespace

Sample run_load(ClientLoad const& load)
{
    return LoadRun{load}.run();
}

HeldConnections::HeldConnections(unsigned port, int count, std::string const& target)
{
    auto const request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    auto input = std::vector<char>(64 * 1024);
    for (auto i = 0; i < count; ++i) {
        auto const descriptor = descriptors_.emplace_back(connected(port));
        ::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL);
        auto answer = std::string{};
        for (auto length = std::size_t{}; length == 0 || answer.size() < length;
             length = length_of(answer)) {
            auto const size = ::recv(descriptor, input.data(), input.size(), 0);
            if (size <= 0) {
                throw std::runtime_error{"the server closes a connection"};
            }
            answer.append(input.data(), static_cast<std::size_t>(size));
        }
    }
}

HeldConnections::~HeldConnections()
{
    for (auto const descriptor : descriptors_) {
        ::close(descriptor);
    }
}

}  // namespace upbeat::apps
