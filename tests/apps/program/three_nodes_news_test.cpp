#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <upbeat/tests/support/http/raw_client.hpp>
#include <upbeat/tests/support/program/node_cluster.hpp>

using namespace upbeat::testing;

// What one node did, as it reaches others that nobody asks.
namespace {

unsigned vote(NodeCluster& cluster, std::size_t at, std::string const& key, std::size_t track)
{
    auto const body =
        R"({"target_type":"track","target_id":")" + cluster.tracks()[track] + R"(","vote":"up"})";
    return cluster.node(at).post("/api/v1/votes", body, key).status;
}

// One vote on each of the tracks `from`..`to`.
void vote_on_all(
    NodeCluster& cluster, std::size_t at, std::string const& key, std::size_t from, std::size_t to
)
{
    for (auto track = from; track < to; ++track) {
        REQUIRE(vote(cluster, at, key, track) == 201);
    }
}

// What a line of an event says, or nothing: `field` with its colon and blank.
std::string line_of(std::string const& event, std::string const& field)
{
    auto const at = event.find("\n" + field);
    if (at == std::string::npos) {
        return {};
    }
    auto const begin = at + 1 + field.size();
    return event.substr(begin, event.find('\n', begin) - begin);
}

// Somebody who follows the scores, and goes on at another node where the last one was left.
class Listener {
   public:
    void listen(unsigned port)
    {
        client_.emplace(static_cast<std::uint16_t>(port));
        auto const place = last_id_.empty() ? "" : "Last-Event-ID: " + last_id_ + "\r\n";
        client_->send("GET /api/v1/stream/scores HTTP/1.1\r\nHost: test\r\n" + place + "\r\n");
        REQUIRE(client_->read()->status == 200);
    }

    // Until it has heard of so many tracks; false if it is told that something is missing.
    bool hear_of(std::size_t tracks)
    {
        while (scores_.size() < tracks && !reset_) {
            take("\n" + client_->read_until("\n\n"));
        }
        return !reset_;
    }

    // Every score that was told of each track.
    std::map<std::string, std::set<std::int64_t>> const& scores() const { return scores_; }

   private:
    void take(std::string const& event)
    {
        if (auto const id = line_of(event, "id: "); !id.empty()) {
            last_id_ = id;
        }
        auto const kind = line_of(event, "event: ");
        reset_ = reset_ || kind == "reset";
        if (kind == "score") {
            auto const data = upbeat::apps::HttpAnswer{200, {}, line_of(event, "data: ")}.json();
            scores_[std::string{data.at("item_id").as_string()}].insert(data.at("score").as_int64()
            );
        }
    }

    std::optional<RawClient> client_{};
    std::string last_id_{};
    bool reset_ = false;
    std::map<std::string, std::set<std::int64_t>> scores_{};
};

bool all_answer(NodeCluster& cluster, std::string const& key, unsigned status)
{
    for (std::size_t number = 0; number < NodeCluster::kNodes; ++number) {
        if (vote(cluster, number, key, 0) != status) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("a stream tells of votes at another node, and goes on at a third", "[apps]")
{
    NodeCluster cluster{30};
    // A place of another node is taken up ten seconds before it: each must have run for so long.
    std::this_thread::sleep_for(std::chrono::milliseconds{10'100});
    auto const key = cluster.registered("voter");
    Listener listener;
    listener.listen(cluster.node(1).port());
    vote_on_all(cluster, 0, key, 0, 10);
    REQUIRE(listener.hear_of(10));

    cluster.node(1).kill();
    vote_on_all(cluster, 0, key, 10, 20);
    listener.listen(cluster.node(2).port());
    vote_on_all(cluster, 0, key, 20, 30);
    REQUIRE(listener.hear_of(30));

    // A figure may be told twice, but nothing is left out and no vote counts twice.
    for (auto const& track : cluster.tracks()) {
        INFO(track);
        REQUIRE(listener.scores().contains(track));
        CHECK(listener.scores().at(track) == std::set<std::int64_t>{1});
    }
}

TEST_CASE("an incident at one node binds the others, and so does its end", "[apps]")
{
    NodeCluster cluster{60, {{"ANTI_GAMING", "enforce"}}};
    auto const key = cluster.registered("hasty");
    REQUIRE(vote(cluster, 0, key, 0) == 201);
    REQUIRE(cluster.until([&] { return all_answer(cluster, key, 409); }) < cluster.kPatience);

    auto answer = 201U;
    for (std::size_t track = 1; track < cluster.tracks().size() && answer == 201; ++track) {
        answer = vote(cluster, 0, key, track);
    }
    CHECK(answer == 403);
    CHECK(cluster.until([&] { return all_answer(cluster, key, 403); }) < cluster.kPatience);

    auto const unblocked = cluster.node(2).post(
        "/api/v1/admin/agents/hasty/unblock", R"({"reason":"A test"})", CrashableServer::kAdminKey
    );
    REQUIRE(unblocked.status == 200);
    CHECK(cluster.until([&] { return all_answer(cluster, key, 409); }) < cluster.kPatience);
}
