#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/node_cluster.hpp>
#include <upbeat/tests/support/program/recount.hpp>
#include <upbeat/tests/support/program/vote_book.hpp>
#include <upbeat/tests/support/program/vote_load.hpp>

using namespace upbeat::testing;

namespace {

constexpr std::size_t kNodes = NodeCluster::kNodes;

void tell(char const* what, std::chrono::milliseconds took)
{
    std::printf("three nodes: %s after %lld ms\n", what, static_cast<long long>(took.count()));
}

std::string vote_on(std::string const& track)
{
    return R"({"target_type":"track","target_id":")" + track + R"(","vote":"up"})";
}

// Clients at every node, each with agents of its own, and one agent that votes at all nodes in
// turn, so that its entries reach each node in another order.
class Load {
   public:
    Load(NodeCluster& cluster, VoteBook& book) : cluster_{cluster}, book_{book}
    {
        for (std::size_t number = 0; number < kNodes; ++number) {
            VoteLoadPlan plan{
                .items = cluster.tracks(), .clients = 2, .seed = static_cast<unsigned>(number)
            };
            for (int i = 0; i < 6; ++i) {
                auto const id = "agent-" + std::to_string(number) + "-" + std::to_string(i);
                plan.voters.push_back({id, cluster.registered(id, number)});
            }
            at_.push_back(std::make_unique<VoteLoad>(book, std::move(plan)));
        }
        key_ = cluster.registered("wanderer");
    }
    ~Load() { stop(); }
    Load(Load const&) = delete;
    Load& operator=(Load const&) = delete;

    void start()
    {
        stopping_ = false;
        for (std::size_t number = 0; number < kNodes; ++number) {
            start(number);
        }
        wanderer_ = std::thread{[this] { wander(); }};
    }
    void start(std::size_t number)
    {
        ports_[number] = cluster_.node(number).port();
        at_[number]->start(cluster_.node(number).port());
    }
    // Until some more votes were acknowledged, or there is nothing left to vote on.
    void go_on(std::size_t number) { at_[number]->wait_for_acknowledged(30); }
    void go_on()
    {
        for (std::size_t number = 0; number < kNodes; ++number) {
            go_on(number);
        }
    }
    void stop()
    {
        stopping_ = true;
        if (wanderer_.joinable()) {
            wanderer_.join();
        }
        for (auto const& load : at_) {
            load->stop();
        }
    }

   private:
    void wander()
    {
        for (; !stopping_ && next_ < cluster_.tracks().size(); ++next_) {
            auto const& track = cluster_.tracks()[next_];
            Pair const pair{"wanderer", track};
            book_.sending(pair, 1);
            auto const answer = upbeat::apps::ask(
                ports_[next_ % kNodes],
                {.method = "POST", .target = "/api/v1/votes", .body = vote_on(track), .key = key_}
            );
            if (answer.status == 201) {
                book_.answered(pair, 1, Fate::acknowledged);
            } else if (answer.status == 404) {
                book_.answered(pair, 1, Fate::refused);
                book_.complain("the wanderer was refused: " + answer.body);
            }
        }
    }

    NodeCluster& cluster_;
    VoteBook& book_;
    std::vector<std::unique_ptr<VoteLoad>> at_;
    std::string key_;
    std::array<std::atomic<unsigned>, kNodes> ports_{};
    std::atomic<bool> stopping_{false};
    std::size_t next_ = 0;
    std::thread wanderer_;
};

bool all_are(NodeCluster& cluster, std::string const& status)
{
    for (std::size_t number = 0; number < kNodes; ++number) {
        auto const health = cluster.node(number).get("/health").json();
        if (!health.is_object() || health.at("status").as_string() != status) {
            return false;
        }
    }
    return true;
}

// Everything that votes show in.
std::vector<std::string> views(NodeCluster& cluster)
{
    std::vector<std::string> all{"/api/v1/trending", "/api/v1/agents/leaderboard"};
    for (auto const* const period : {"daily", "weekly", "monthly", "alltime"}) {
        all.push_back(std::string{"/api/v1/top/"} + period + "?min_votes=0");
    }
    for (std::size_t i = 0; i < 12; ++i) {
        all.push_back("/api/v1/tracks/" + cluster.tracks()[i]);
        all.push_back("/api/v1/tracks/" + cluster.tracks()[i] + "/votes");
    }
    for (auto const* const agent : {"wanderer", "agent-0-0", "agent-1-0", "agent-2-0"}) {
        all.push_back(std::string{"/api/v1/agents/"} + agent);
    }
    return all;
}

void restart(NodeCluster& cluster, Load& load, std::size_t number)
{
    cluster.node(number).kill();
    cluster.node(number).start();
    load.start(number);
}

void revoke_at_one_node(NodeCluster& cluster, std::string const& key)
{
    for (std::size_t number = 0; number < kNodes; ++number) {
        REQUIRE(cluster.node(number).get("/api/v1/me/votes", key).status == 200);
    }
    auto const keys = cluster.node(0).get("/api/v1/keys", key).json();
    auto const id = std::string{keys.at("keys").as_array().at(0).at("key_id").as_string()};
    auto const answer = upbeat::apps::ask(
        cluster.node(0).port(),
        {.method = "DELETE", .target = "/api/v1/keys/" + id, .key = CrashableServer::kAdminKey}
    );
    REQUIRE(answer.status / 100 == 2);
    CHECK(cluster.node(0).get("/api/v1/me/votes", key).status == 401);
}

// Two votes on different tracks under one Idempotency-Key, at two nodes at once.
std::array<unsigned, 2> twins(NodeCluster& cluster, std::string const& key, std::size_t round)
{
    std::array<unsigned, 2> statuses{};
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < 2; ++i) {
        clients.emplace_back([&, i] {
            auto const answer = upbeat::apps::ask(
                cluster.node(i).port(),
                {.method = "POST",
                 .target = "/api/v1/votes",
                 .body = vote_on(cluster.tracks()[round + i]),
                 .key = key,
                 .headers = "Idempotency-Key: round-" + std::to_string(round) + "\r\n"}
            );
            statuses[i] = answer.status;
        });
    }
    for (auto& client : clients) {
        client.join();
    }
    return statuses;
}

}  // namespace

TEST_CASE("three nodes show the same after everything was killed under load", "[apps]")
{
    NodeCluster cluster{400};
    VoteBook book;
    Load load{cluster, book};
    load.start();
    load.go_on();

    restart(cluster, load, 0);
    load.go_on(0);
    cluster.redis.kill();
    CHECK(cluster.until([&] { return all_are(cluster, "degraded"); }) < cluster.kPatience);
    restart(cluster, load, 1);
    load.go_on(1);
    cluster.redis.start();
    cluster.postgres.stop_immediately();
    cluster.postgres.start();
    for (std::size_t number = 0; number < kNodes; ++number) {
        load.start(number);
    }
    load.go_on();
    restart(cluster, load, 2);
    load.go_on(2);
    tell("healthy again", cluster.until([&] { return all_are(cluster, "healthy"); }));
    CHECK(all_are(cluster, "healthy"));
    load.stop();

    auto const took = cluster.until([&] { return cluster.agree(views(cluster)); });

    INFO(cluster.differing());
    CHECK(took < cluster.kPatience);
    tell("all agreed", took);
    auto const complaints = book.compare(read_ledger(cluster.postgres.url()));
    CAPTURE(complaints);
    CHECK(complaints.empty());
    CHECK(book.acknowledged() > 200);
    std::printf("three nodes: %zu votes acknowledged\n", book.acknowledged());
}

TEST_CASE("three nodes honour a revocation and one Idempotency-Key", "[apps]")
{
    NodeCluster cluster{40};
    auto const leaver = cluster.registered("leaver");
    auto const twin = cluster.registered("twin");

    revoke_at_one_node(cluster, leaver);
    auto const took = cluster.until([&] {
        return cluster.node(1).get("/api/v1/me/votes", leaver).status == 401 &&
               cluster.node(2).get("/api/v1/me/votes", leaver).status == 401;
    });

    CHECK(took < cluster.kPatience);
    tell("a revoked key was refused everywhere", took);

    for (std::size_t round = 0; round + 1 < cluster.tracks().size(); round += 2) {
        auto const statuses = twins(cluster, twin, round);
        INFO("round " << round << ": " << statuses[0] << ", " << statuses[1]);
        CHECK((statuses[0] == 201) != (statuses[1] == 201));
        auto const other = statuses[0] == 201 ? statuses[1] : statuses[0];
        CHECK((other == 409 || other == 422));
    }
    CHECK(read_ledger(cluster.postgres.url()).size() == cluster.tracks().size() / 2);
}

TEST_CASE("three nodes keep one limit", "[apps]")
{
    NodeCluster cluster{1, {{"RATE_LIMIT_EXEMPT", ""}}};
    auto const key = cluster.registered("eager");

    // Ten registrations an hour are ten, wherever they are made.
    auto made = 1;
    for (std::size_t i = 0; i < 24; ++i) {
        auto const answer = cluster.node(i % kNodes)
                                .post(
                                    "/api/v1/agents/register",
                                    R"({"agent_id":"many-)" + std::to_string(i) +
                                        R"(","name":"T","type":"autonomous"})",
                                    ""
                                );
        made += answer.status / 100 == 2 ? 1 : 0;
        CHECK((answer.status / 100 == 2 || answer.status == 429));
    }
    CHECK(made == 10);

    // Sixty requests a minute are little more, where three nodes alone would let in 180.
    auto const began = std::chrono::steady_clock::now();
    auto admitted = 0;
    for (std::size_t i = 0; i < 300; ++i) {
        admitted += cluster.node(i % kNodes).get("/api/v1/me/votes", key).status == 200 ? 1 : 0;
        // So that few requests fall into one interval, on whatever machine.
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    auto const passed =
        std::chrono::ceil<std::chrono::seconds>(std::chrono::steady_clock::now() - began);

    CHECK(admitted >= 60);
    CHECK(admitted <= 60 + passed.count() + 40);
    std::printf(
        "three nodes: %d requests of 60 a minute in %lld s\n",
        admitted,
        static_cast<long long>(passed.count())
    );
}
