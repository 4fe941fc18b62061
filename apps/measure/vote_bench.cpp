#include <chrono>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_tools.hpp>
#include <upbeat/apps/measure/read_bench.hpp>

namespace upbeat::apps {
namespace {

constexpr std::int64_t kAgents = 1000;
// More votes a second than any machine will take: keeps the runs' pairs apart.
constexpr std::int64_t kMostPerSecond = 100'000;
constexpr double kGoalSqlite = 0.55;
constexpr double kGoalPostgres = 0.44;

constexpr auto kScript = R"(local keys = {}
for line in io.lines("%KEYS%") do keys[#keys + 1] = line end
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
function init(args) pair = %FIRST% + id end
function request()
    local key = keys[pair % #keys + 1]
    local item = math.floor(pair / #keys) + 1
    pair = pair + 2
    return wrk.format("POST", "/api/v1/vote",
        { ["Authorization"] = "Bearer " .. key, ["Content-Type"] = "application/json" },
        '{"item_type":"song","item_id":"demo-track-' .. item .. '","vote":"up"}')
end
)";

void replace(std::string& text, std::string const& what, std::string const& by)
{
    text.replace(text.find(what), what.size(), by);
}

// One key without quota for every demo agent, in a file of lines.
std::filesystem::path issue_keys(BenchSite& site)
{
    auto const backend = site.backend();
    auto const file = site.folder() / "keys";
    auto lines = std::ofstream{file};
    auto const done = backend->database->write([&](sql::Session&) -> Result<void> {
        for (auto number = std::int64_t{1}; number <= kAgents; ++number) {
            auto wish = identity::IssueKeyCommand{};
            wish.act.actor = Actor::system();
            wish.tier = "enterprise";
            wish.agent = AgentId::trusted(fmt::format("demo-agent-{}", number));
            UPBEAT_TRY(auto const made, backend->identity.issue_key.execute(wish));
            lines << made.text.reveal() << '\n';
        }
        return {};
    });
    if (!done) {
        throw std::runtime_error{done.error().detail};
    }
    return file;
}

// A loop that appends batches to the ledger and does nothing else.
class RawLoop {
   public:
    RawLoop(BenchSite& site, std::int64_t batch) : backend_{site.backend()}, batch_{batch}
    {
        backend_->voting_items.each([this](voting::ItemFacts const& item) {
            items_.push_back(item.num);
        });
    }

    Sample run(int seconds)
    {
        auto const began = std::chrono::steady_clock::now();
        auto const first = pair_;
        auto passed = std::chrono::duration<double>{};
        while (passed.count() < seconds) {
            append();
            passed = std::chrono::steady_clock::now() - began;
        }
        return {.rate = static_cast<double>(pair_ - first) / passed.count()};
    }

   private:
    void append()
    {
        auto records = std::vector<voting::LedgerRecord>(static_cast<std::size_t>(batch_));
        for (auto& record : records) {
            auto const place = static_cast<std::size_t>(pair_) % items_.size();
            record.entry.item = items_[place];
            record.entry.voter = VoterNum{1 + pair_ / static_cast<std::int64_t>(items_.size())};
            record.entry.direction = Direction::up;
            record.entry.weight = voting::kFloorWeight;
            record.entry.at = backend_->clock.now();
            record.entry.writer = backend_->writer;
            record.entry.seq = ++pair_;
        }
        if (backend_->ledger.append(records).status != voting::AppendOutcome::Status::stored) {
            throw std::runtime_error{"the ledger does not take the batch"};
        }
    }

    std::unique_ptr<Backend> backend_;
    std::int64_t batch_;
    std::vector<ItemNum> items_;
    std::int64_t pair_ = 0;
};

}  // namespace

std::vector<Figure> measure_votes(BenchPlan const& plan)
{
    auto const postgres = !plan.postgres.empty();
    auto const engine = std::string{postgres ? "PostgreSQL" : "SQLite"};
    auto const batch = postgres ? 256 : 128;
    auto const a_run = kMostPerSecond * plan.seconds;
    auto const tracks = a_run * 2 * plan.rounds / kAgents + 1;

    plan.on_step(fmt::format("{}: {} tracks, {} agents and their keys", engine, tracks, kAgents));
    auto site = BenchSite{plan.postgres};
    auto raw_site = BenchSite{plan.postgres};
    site.fill(tracks, kAgents, 0);
    raw_site.fill(tracks, 1, 0);
    auto const keys = issue_keys(site);
    auto loop = RawLoop{raw_site, batch};
    auto const port = site.serve();

    auto const raw_name = fmt::format("{}: ledger alone, batch {}", engine, batch);
    auto figures = std::vector<Figure>{
        {.name = raw_name},
        {.name = engine + ": votes, 64 connections", .yardstick = raw_name},
        {.name = engine + ": votes, 256 connections",
         .yardstick = raw_name,
         .goal = postgres ? kGoalPostgres : kGoalSqlite}
    };
    auto first = std::int64_t{};
    for (auto round = 1; round <= plan.rounds; ++round) {
        plan.on_step(fmt::format("round {} of {}: {}", round, plan.rounds, engine));
        figures[0].samples.push_back(loop.run(plan.seconds));
        for (auto const connections : {64, 256}) {
            auto script = std::string{kScript};
            replace(script, "%KEYS%", keys.string());
            replace(script, "%FIRST%", std::to_string(first));
            auto const file = site.folder() / "votes.lua";
            std::ofstream{file} << script;
            first += a_run;
            figures[connections == 64 ? 1 : 2].samples.push_back(run_wrk(
                plan.wrk,
                {.url = fmt::format("http://127.0.0.1:{}", port),
                 .connections = connections,
                 .seconds = plan.seconds,
                 .script = file.string()}
            ));
        }
    }
    return figures;
}

}  // namespace upbeat::apps
