#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include <upbeat/adapters/http/server/server.hpp>
#include <upbeat/tests/support/http/raw_client.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

using namespace std::chrono_literals;

// The program's stream of scores over a real socket. Several of them over one bench are one after
// the other what a restart leaves, or what two nodes are.
class Node {
   public:
    Node(VotingServer& parts, std::int32_t number)
        : feed_{parts.bench.voting.state, parts.bench.clock, number, 1},
          edge_{
              .voting = parts.bench.voting,
              .archive = parts.archive,
              .past = parts.past,
              .adjustments = parts.bench.adjustments,
              .incidents = parts.bench.incidents,
              .cards = parts.bench.items,
              .clock = parts.bench.clock,
              .queue = parts.queue,
              .ledger = parts.bench.ledger,
              .voters = parts.bench.voters,
              .policy = parts.bench.policy,
              .audit = parts.audit,
              .streams = streams_,
              .moderation = parts.edge.moderation,
              .keyed_hash = std::hash<std::string_view>{}
          },
          pipeline_{
              voting::endpoints(edge_),
              {},
              {.clock = parts.bench.clock,
               .authenticator = parts.authenticator,
               .limiter = parts.limiter,
               .idempotency = parts.answers,
               .workers = workers_}
          }
    {
        REQUIRE(server_.start());
    }
    ~Node()
    {
        server_.stop(0ms);
        workers_.stop();
    }

    RawClient open(std::string const& more = {})
    {
        RawClient client{server_.port()};
        client.send("GET /api/v1/stream/scores HTTP/1.1\r\nHost: test\r\n" + more + "\r\n");
        CHECK(client.read()->status == 200);
        return client;
    }

    void tick()
    {
        if (auto const news = feed_.turn()) {
            streams_.publish(*news);
            server_.wake_streams();
        }
    }

    http::Server& server() { return server_; }

   private:
    voting::ScoreFeed feed_;
    voting::ScoreStreams streams_{feed_};
    voting::VotingEdge edge_;
    http::WorkerPool workers_{{.threads = 2, .queue = 64}};
    http::Pipeline pipeline_;
    http::Server server_{{.port = 0, .threads = 2}, pipeline_};
};

// What the follower does with an entry of another writer.
void fold_one(VotingServer& parts, voting::LedgerEntry const& entry)
{
    parts.bench.voting.state.fold(std::vector{entry}, parts.bench.clock.now());
}

// The id in the last event of a text.
std::string last_id(std::string const& text)
{
    auto const at = text.rfind("\nid: ") + 5;
    return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("a stream that was cut off is resumed where it was", "[voting][adapter]")
{
    VotingServer parts;
    Node node{parts, 7};
    std::string id;
    {
        auto client = node.open();
        client.read_until("\n\n");
        REQUIRE(parts.bench.cast(parts.bench.known("agent-1"), "song-1"));
        node.tick();
        id = last_id(client.read_until("\n\n"));
    }
    REQUIRE(parts.bench.cast(parts.bench.known("agent-1"), "song-2"));
    node.tick();
    auto client = node.open("Last-Event-ID: " + id + "\r\n");
    client.read_until("retry: ");
    auto const missed = client.read_until("\"at\"");
    CHECK(missed.find("song-2") != std::string::npos);
    CHECK(missed.find("song-1") == std::string::npos);
    client.read_until("\n\n");
    REQUIRE(parts.bench.cast(parts.bench.known("agent-1"), "song-3"));
    node.tick();
    CHECK(client.read_until("\n\n").find("song-3") != std::string::npos);
}

TEST_CASE("after a restart a client is told to read anew, and goes on", "[voting][adapter]")
{
    VotingServer parts;
    std::string id;
    {
        Node node{parts, 7};
        auto client = node.open();
        id = last_id(client.read_until("\n\n"));
        node.server().stop(1h);
        CHECK(client.sees_end());
    }
    REQUIRE(parts.bench.cast(parts.bench.known("agent-1"), "song-1"));
    Node node{parts, 8};
    auto client = node.open("Last-Event-ID: " + id + "\r\n");
    CHECK(client.read_until("event: reset").starts_with("retry: "));
    auto const fresh = last_id("\n" + client.read_until("\ndata: "));
    CHECK(fresh != id);
    client.read_until("\n\n");
    node.tick();
    client.read_until("song-1");
}

TEST_CASE("votes that another node stored reach the streams of this one", "[voting][adapter]")
{
    VotingServer parts;
    Node node{parts, 7};
    auto client = node.open();
    client.read_until("\n\n");
    fold_one(
        parts,
        {.item = ItemNum{2},
         .voter = VoterNum{1},
         .direction = Direction::up,
         .weight = voting::Weight{5000},
         .at = parts.bench.clock.now(),
         .writer = 9,
         .seq = 1}
    );
    node.tick();
    CHECK(
        client.read_until("\n\n").find("\"item_id\":\"song-2\",\"score\":1") != std::string::npos
    );
}

TEST_CASE("readers at different paces all come to the same", "[voting][adapter]")
{
    VotingServer parts;
    Node node{parts, 7};
    std::atomic<bool> done{false};
    std::thread voting_thread{[&] {
        for (std::int64_t number = 1; number <= 300; ++number) {
            fold_one(
                parts,
                {.item = ItemNum{1 + number % 3},
                 .voter = VoterNum{1000 + number},
                 .direction = Direction::up,
                 .weight = voting::Weight{5000},
                 .at = parts.bench.clock.now(),
                 .writer = 9,
                 .seq = number}
            );
        }
        done = true;
    }};
    std::vector<RawClient> clients;
    for (int number = 0; number < 20; ++number) {
        clients.push_back(node.open(number % 2 == 0 ? "" : "Last-Event-ID: 1\r\n"));
        node.tick();
    }
    voting_thread.join();
    node.tick();
    REQUIRE(parts.bench.cast(parts.bench.known("agent-1"), "tool-1"));
    node.tick();
    for (auto& client : clients) {
        auto const text = client.read_until("tool-1");
        CHECK(text.starts_with("retry: "));
    }
}

}  // namespace upbeat::testing
