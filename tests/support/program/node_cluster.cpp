#include <upbeat/tests/support/program/node_cluster.hpp>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace upbeat::testing {
namespace {

// Without the instant at which a node made the page: each makes its own.
std::string content(std::string body)
{
    for (std::string_view const field : {R"("updated_at":")", R"("window_end":")"}) {
        if (auto const at = body.find(field); at != std::string::npos) {
            body.erase(at, body.find('"', at + field.size()) - at);
        }
    }
    return body;
}

// A line for whoever reads why they differ: where, and what follows there.
std::string excerpt(std::string const& one, std::string const& other)
{
    constexpr std::size_t kBefore = 60;
    constexpr std::size_t kLength = 160;
    auto const [in_one, in_other] = std::ranges::mismatch(one, other);
    auto const place = static_cast<std::size_t>(in_one - one.begin());
    auto const begin = place > kBefore ? place - kBefore : 0;
    return "\n  " + one.substr(begin, kLength) + "\n  " + other.substr(begin, kLength);
}

}  // namespace

NodeCluster::NodeCluster(std::size_t tracks, apps::ChildProcess::Environment const& more)
{
    auto environment = apps::ChildProcess::Environment{
        {"REDIS_URL", redis.url()},
        {"SECRET_KEY", "one-secret-that-all-the-nodes-of-a-test-share"},
        {"ANTI_GAMING", "observe"}
    };
    for (auto const& [name, value] : more) {
        environment[name] = value;
    }
    auto const url = postgres.fresh_url();
    for (std::size_t number = 0; number < kNodes; ++number) {
        auto const own = folder_.path() / ("node-" + std::to_string(number));
        std::filesystem::create_directories(own);
        nodes_.push_back(std::make_unique<CrashableServer>(own, url, environment));
    }
    std::string lines;
    for (std::size_t i = 0; i < tracks; ++i) {
        tracks_.push_back("track-" + std::to_string(i));
        lines += R"({"id":")" + tracks_.back() + R"(","title":"T","artist":"A"})" + "\n";
    }
    auto const migrated = node(0).command({"migrate"});
    auto const imported = node(0).command({"import", "tracks", "-"}, lines);
    if (migrated.code != 0 || imported.code != 0) {
        throw std::runtime_error{migrated.err + imported.err};
    }
    for (auto const& each : nodes_) {
        each->start();
    }
}

std::string NodeCluster::registered(std::string const& agent, std::size_t at)
{
    auto const answer = node(at).post(
        "/api/v1/agents/register",
        R"({"agent_id":")" + agent + R"(","name":"Tester","type":"autonomous"})",
        ""
    );
    if (answer.status / 100 != 2) {
        throw std::runtime_error{"cannot register " + agent + ": " + answer.body};
    }
    return std::string{answer.json().at("api_key").as_string()};
}

std::array<std::string, NodeCluster::kNodes> NodeCluster::bodies(
    std::string const& target, std::string const& key
)
{
    std::array<std::string, kNodes> all;
    for (std::size_t number = 0; number < kNodes; ++number) {
        auto const answer = node(number).get(target, key);
        all[number] = answer.status == 200 ? answer.body : std::to_string(answer.status);
    }
    return all;
}

bool NodeCluster::agree(std::vector<std::string> const& targets)
{
    for (auto const& target : targets) {
        auto const all = bodies(target);
        for (auto const& body : all) {
            if (content(body) != content(all.front())) {
                differing_ = target + excerpt(content(all.front()), content(body));
                return false;
            }
        }
    }
    differing_.clear();
    return true;
}

}  // namespace upbeat::testing
