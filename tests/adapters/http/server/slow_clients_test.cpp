#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <upbeat/adapters/http/snapshot.hpp>

#include "test_stream.hpp"

// Very many clients that take their time, all at once. How long anything takes is nobody's business
// here: the server's own limits are short, and we wait for what it promised.
namespace upbeat::http {

namespace {

using std::chrono::milliseconds;
using testing::RawClient;
using Clients = std::vector<RawClient>;

constexpr std::size_t kAnswerSize = 8 * 1024 * 1024;  // more than a kernel takes for the deaf
constexpr std::chrono::minutes kPatience{2};

ServerOptions impatient()
{
    ServerOptions options;
    options.threads = 2;
    options.head_timeout = milliseconds{600};
    options.body_timeout = milliseconds{600};
    options.write_timeout = milliseconds{600};
    options.linger = milliseconds{100};
    return options;
}

// Answers "/large" with much, "/news" with a stream and anything else with a word.
class Site {
   public:
    explicit Site(ServerOptions options)
        : server_{
              [this](Request&& request, Responder respond) {
                  if (request.target == "/large") {
                      respond(snapshot_response(large_));
                  } else if (request.target == "/news") {
                      news_.handle()(std::move(request), std::move(respond));
                  } else {
                      FakeApplication::echo(std::move(request), std::move(respond));
                  }
              },
              std::move(options)
          }
    {
    }

    TestNews& news() { return news_; }
    Server& server() { return server_.server(); }
    RawClient connect() { return server_.connect(); }

    // So many clients that have each sent the same.
    Clients crowd(int size, std::string const& sent, bool deaf = false)
    {
        Clients clients;
        for (int number = 0; number < size; ++number) {
            clients.push_back(connect());
            if (deaf) {
                clients.back().take_little();
            }
            clients.back().send(sent);
        }
        return clients;
    }

    // Lets the crowds go on until it is so; everybody else is served meanwhile.
    void wait(std::function<bool()> const& is_so, std::function<void()> const& go_on = [] {})
    {
        auto const deadline = std::chrono::steady_clock::now() + kPatience;
        while (!is_so()) {
            REQUIRE(std::chrono::steady_clock::now() < deadline);
            go_on();
            auto client = connect();
            REQUIRE(client.exchange(get("/ordinary")).status == 200);
            client.end_sending();
            REQUIRE(client.sees_end());
            std::this_thread::sleep_for(milliseconds{5});
        }
    }

   private:
    std::shared_ptr<Snapshot const> large_ = Snapshot::make(
        {.content_type = "application/octet-stream", .body = std::string(kAnswerSize, 'x')}
    );
    TestNews news_;
    TestServer server_;
};

bool all_have_news(Clients const& clients)
{
    return std::ranges::all_of(clients, [](RawClient const& client) { return client.has_news(); });
}

void trickle(Clients& clients, std::string_view byte)
{
    for (auto& client : clients) {
        if (!client.has_news()) {
            client.send(byte);
        }
    }
}

std::size_t told_408(Clients& clients)
{
    return static_cast<std::size_t>(std::ranges::count_if(clients, [](RawClient& client) {
        auto const answer = client.read();
        return answer && answer->status == 408 && answer->header("connection") == "close";
    }));
}

}  // namespace

TEST_CASE("crowds of slow clients hold nobody up and all are given up", "[http][adapter]")
{
    Site site{impatient()};
    std::string const body_follows = "POST / HTTP/1.1\r\nHost: t\r\n";

    auto heads = site.crowd(500, "GET / HTTP/1.1\r\nHost: t\r\nX: ");
    auto bodies = site.crowd(100, body_follows + "Content-Length: 999\r\n\r\nhalf");
    auto chunks =
        site.crowd(100, body_follows + "Transfer-Encoding: chunked\r\n\r\n3E0\r\nsome of it");
    auto deaf = site.crowd(200, get("/large"), true);
    auto deaf_streams = site.crowd(50, get("/news"), true);
    auto closed_streams = site.crowd(50, get("/news"));
    for (auto& client : closed_streams) {
        client.end_sending();
    }
    CHECK(site.server().load().open >= 500);

    site.wait(
        [&] { return all_have_news(heads) && all_have_news(bodies) && all_have_news(chunks); },
        [&] {
            trickle(heads, "x");
            trickle(bodies, "x");
            trickle(chunks, "x");
        }
    );
    CHECK(told_408(heads) == heads.size());
    CHECK(told_408(bodies) == bodies.size());
    CHECK(told_408(chunks) == chunks.size());

    // Streams that nobody reads end when there is more to say than the kernels take.
    site.wait(
        [&] { return site.server().load().open == 0; },
        [&] {
            site.news().add(std::string(256 * 1024, 'n'));
            site.server().wake_streams();
        }
    );
    CHECK(site.news().open == 0);
    CHECK(site.server().load().streams == 0);
    // None of them was served to the end.
    CHECK(std::ranges::none_of(deaf, [](RawClient& client) {
        return client.read_all().size() >= kAnswerSize;
    }));
}

}  // namespace upbeat::http
