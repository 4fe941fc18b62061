#include <upbeat/tests/support/program/vote_site.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>

#include <upbeat/tests/support/program/recount.hpp>

namespace upbeat::testing {

VoteSite::VoteSite(
    std::string const& url, Size size, apps::ChildProcess::Environment more, std::string ledger_url
)
    : server{folder.path(), url, std::move(more)}, ledger_url_{std::move(ledger_url)}
{
    if (ledger_url_.empty()) {
        ledger_url_ = url.empty() ? (folder.path() / "upbeat.db").string() : url;
    }
    std::string lines;
    for (std::size_t i = 0; i < size.tracks; ++i) {
        items_.push_back("track-" + std::to_string(i));
        lines += R"({"id":")" + items_.back() + R"(","title":"T","artist":"A"})" + "\n";
    }
    auto const migrated = server.command({"migrate"});
    auto const imported = server.command({"import", "tracks", "-"}, lines);
    if (migrated.code != 0 || imported.code != 0) {
        throw std::runtime_error{migrated.err + imported.err};
    }
    server.start();
    VoteLoadPlan plan{
        .items = items_, .clients = size.clients, .seed = size.seed, .changes = size.changes
    };
    for (std::size_t i = 0; i < size.agents; ++i) {
        auto const id = "agent-" + std::to_string(i);
        plan.voters.push_back({id, registered(id)});
    }
    single_ = {"single", registered("single")};
    load = std::make_unique<VoteLoad>(book, std::move(plan));
}

std::string VoteSite::registered(std::string const& agent)
{
    auto const answer = server.post(
        "/api/v1/agents/register",
        R"({"agent_id":")" + agent + R"(","name":"Tester","type":"autonomous"})",
        ""
    );
    if (answer.status / 100 != 2) {
        throw std::runtime_error{"cannot register " + agent + ": " + answer.body};
    }
    return std::string{answer.json().at("api_key").as_string()};
}

std::vector<std::string> VoteSite::ledger_complaints()
{
    return book.compare(read_ledger(ledger_url_));
}

std::vector<std::string> VoteSite::complaints()
{
    auto const ledger = read_ledger(ledger_url_);
    auto found = book.compare(ledger);
    auto const ids = book.take_ids();
    if (!found.empty()) {
        return found;
    }
    std::vector<std::string> shown;
    eventually([&] {
        shown = compare_with_api(server, ledger, items_, ids);
        return shown.empty();
    });
    return shown;
}

void VoteSite::pause()
{
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
}

apps::HttpAnswer VoteSite::vote(
    std::string const& track, std::string const& comment, std::string const& headers
)
{
    Pair const pair{single_.id, track};
    if (book.standing(pair) == 0) {
        book.sending(pair, 1);
    }
    auto answer = apps::ask(
        server.port(),
        {.method = "POST",
         .target = "/api/v1/votes",
         .body = R"({"target_type":"track","target_id":")" + track +
                 R"(","vote":"up","comment":")" + comment + R"("})",
         .key = single_.key,
         .headers = headers}
    );
    if (answer.status == 201) {
        book.answered(pair, 1, Fate::acknowledged);
    }
    return answer;
}

bool is_long_run()
{
    return std::getenv("UPBEAT_CRASH_CYCLES") != nullptr;
}

std::size_t cycles(std::size_t usual)
{
    auto const* const wanted = std::getenv("UPBEAT_CRASH_CYCLES");
    return wanted == nullptr ? usual : std::stoul(wanted);
}

void report(std::string const& what, std::size_t cycles, std::size_t votes)
{
    if (is_long_run()) {
        std::printf("%s: %zu cycles, %zu votes acknowledged\n", what.c_str(), cycles, votes);
        std::fflush(stdout);
    }
}

std::string joined(std::vector<std::string> const& complaints)
{
    constexpr std::size_t kMost = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(complaints.size(), kMost); ++i) {
        text += complaints[i] + "\n";
    }
    return complaints.size() > kMost
               ? text + "and " + std::to_string(complaints.size() - kMost) + " more\n"
               : text;
}

}  // namespace upbeat::testing
