#include <upbeat/apps/measure/open_loop.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <string>
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
using Seconds = std::chrono::duration<double>;

struct Caller {
    int descriptor = -1;
    Clock::time_point sent{};
    std::string held{};  // of an answer that is not whole yet
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

std::size_t number_after(std::string_view text, std::string_view name)
{
    std::size_t number = 0;
    if (auto const at = text.find(name); at != std::string_view::npos) {
        auto const digits = text.substr(at + name.size(), 20);
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    }
    return number;
}

// Whether the answer is there to its end.
bool is_whole(std::string_view answer)
{
    auto const end = answer.find("\r\n\r\n");
    return end != std::string_view::npos &&
           answer.size() >=
               end + 4 + number_after(answer.substr(0, end + 2), "\r\nContent-Length: ");
}

double p99_of(std::vector<float>& latencies)
{
    if (latencies.empty()) {
        return 0;
    }
    auto const place = latencies.begin() + static_cast<std::ptrdiff_t>(latencies.size() * 99 / 100);
    std::ranges::nth_element(latencies, place);
    return static_cast<double>(*place);
}

class Crowd {
   public:
    explicit Crowd(OfferedLoad const& load) : load_{load}, epoll_{::epoll_create1(EPOLL_CLOEXEC)}
    {
        callers_.resize(static_cast<std::size_t>(load.connections));
        for (std::size_t i = 0; i < callers_.size(); ++i) {
            callers_[i].descriptor = connected(load.port);
            auto event = epoll_event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, callers_[i].descriptor, &event);
            idle_.push_back(i);
        }
    }
    ~Crowd()
    {
        for (auto const& caller : callers_) {
            ::close(caller.descriptor);
        }
        ::close(epoll_);
    }
    Crowd(Crowd const&) = delete;
    Crowd& operator=(Crowd const&) = delete;

    OfferedOutcome run()
    {
        auto const began = Clock::now();
        auto const until = began + Seconds{load_.seconds};
        for (auto now = began; now < until; now = Clock::now()) {
            send_due(Seconds{now - began}.count());
            answer_ready(1);
        }
        auto const passed = Seconds{Clock::now() - began}.count();
        outcome_.offered = static_cast<double>(sent_) / passed;
        outcome_.good = static_cast<double>(good_.size()) / passed;
        outcome_.refused = static_cast<double>(refused_.size()) / passed;
        outcome_.good_p99 = p99_of(good_);
        outcome_.refused_p99 = p99_of(refused_);
        // What is under way is waited for, so that nothing of this disturbs what is next.
        auto const patience = Clock::now() + std::chrono::seconds{30};
        while (idle_.size() + lost_ < callers_.size() && Clock::now() < patience) {
            answer_ready(100);
        }
        return outcome_;
    }

   private:
    void send_due(double passed)
    {
        auto due = load_.rate > 0 ? static_cast<std::int64_t>(load_.rate * passed) - considered_
                                  : static_cast<std::int64_t>(idle_.size());
        considered_ += due;
        for (; due > 0 && !idle_.empty(); --due) {
            auto& caller = callers_[idle_.back()];
            idle_.pop_back();
            request_.clear();
            load_.next(request_);
            caller.sent = Clock::now();
            ++sent_;
            auto const size =
                ::send(caller.descriptor, request_.data(), request_.size(), MSG_NOSIGNAL);
            if (size != static_cast<ssize_t>(request_.size())) {
                lose(caller);
            }
        }
    }

    void lose(Caller const& caller)
    {
        ++outcome_.other;
        ++lost_;
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, caller.descriptor, nullptr);
    }

    void answer_ready(int milliseconds)
    {
        auto events = std::array<epoll_event, 512>{};
        auto const ready =
            ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
        for (auto i = 0; i < ready; ++i) {
            read(events[static_cast<std::size_t>(i)].data.u64);
        }
    }

    void read(std::size_t number)
    {
        auto& caller = callers_[number];
        auto const size = ::recv(caller.descriptor, input_.data(), input_.size(), 0);
        if (size <= 0) {
            return lose(caller);
        }
        caller.held.append(input_.data(), static_cast<std::size_t>(size));
        if (is_whole(caller.held)) {
            judge(caller);
            caller.held.clear();
            idle_.push_back(number);
        }
    }

    void judge(Caller const& caller)
    {
        auto const milliseconds =
            static_cast<float>(Seconds{Clock::now() - caller.sent}.count() * 1000);
        auto const status = number_after(caller.held, "HTTP/1.1 ");
        if (status == load_.expected) {
            good_.push_back(milliseconds);
        } else if (status == 429 || status == 503) {
            refused_.push_back(milliseconds);
            outcome_.malformed +=
                caller.held.find("\r\nRetry-After: ") == std::string::npos ? 1 : 0;
        } else {
            ++outcome_.other;
        }
    }

    OfferedLoad const& load_;
    int epoll_;
    std::vector<Caller> callers_{};
    std::vector<std::size_t> idle_{};
    std::vector<float> good_{};  // milliseconds
    std::vector<float> refused_{};
    std::array<char, 65'536> input_{};
    std::string request_{};
    std::int64_t considered_ = 0;
    std::int64_t sent_ = 0;
    std::size_t lost_ = 0;
    OfferedOutcome outcome_{};
};

}  // namespace

OfferedOutcome offer(OfferedLoad const& load)
{
    return Crowd{load}.run();
}

}  // namespace upbeat::apps
