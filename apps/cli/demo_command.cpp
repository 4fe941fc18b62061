#include <upbeat/apps/cli/demo_command.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <upbeat/application/catalog/demo_catalog.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/progress_bar.hpp>
#include <upbeat/apps/cli/tool_backend.hpp>
#include <upbeat/apps/demo/demo_votes.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kBatch = 1000;

constexpr std::array<std::string_view, 7> kNames = {
    "Night Owl", "Slow Ear", "Bass Hunter", "Quiet Judge", "Wide Net", "Tape Lover", "First Listen"
};
constexpr std::array<std::string_view, 7> kTastes = {
    R"({"genres":["electronic"],"moods":["energetic"]})",
    R"({"genres":["ambient","lo-fi"]})",
    R"({"genres":["hip-hop"],"moods":["dark"]})",
    R"({"genres":["classical","jazz"]})",
    R"({})",
    R"({"genres":["lo-fi","rock"]})",
    R"({"genres":["pop","experimental"]})"
};

std::string agent_id(std::int64_t number)
{
    return fmt::format("demo-agent-{}", number);
}

identity::AgentRecord agent(std::int64_t number, Timestamp now)
{
    auto const kind = static_cast<std::size_t>(number - 1) % kNames.size();
    auto record = identity::AgentRecord{.id = agent_id(number), .demo = true};
    record.fields.name = number <= std::int64_t{kNames.size()}
                             ? std::string{kNames[kind]}
                             : fmt::format("{} {}", kNames[kind], number);
    record.fields.description = "An invented agent.";
    record.fields.preferences = std::string{kTastes[kind]};
    record.type = "autonomous";
    record.created_at = now - 744h - std::chrono::hours{number % 2000};
    return record;
}

// Makes records 1..count batch by batch and hands them to `take`.
template <class Record, class Make, class Take>
Result<void> in_batches(std::int64_t count, ProgressBar& bar, Make make, Take take)
{
    for (auto begin = std::int64_t{1}; begin <= count; begin += kBatch) {
        auto const end = std::min(count + 1, begin + kBatch);
        auto records = std::vector<Record>{};
        for (auto number = begin; number < end; ++number) {
            records.push_back(make(number));
        }
        UPBEAT_CHECK(take(records));
        bar.show(end - 1);
    }
    return {};
}

class Filler {
   public:
    Filler(Backend& backend, Demo const& wanted, Terminal const& terminal)
        : backend_{backend}, wanted_{wanted}, terminal_{terminal}
    {
        // Whole hours: two runs within one agree on every instant.
        now_ = std::chrono::floor<std::chrono::hours>(backend.clock.now());
    }

    bool is_empty()
    {
        auto empty = true;
        backend_.voting_items.each([&empty](voting::ItemFacts const&) { empty = false; });
        return empty;
    }

    Result<void> fill()
    {
        UPBEAT_CHECK(add_items());
        UPBEAT_CHECK(add_agents());
        return add_votes();
    }

    std::int64_t votes() const { return votes_; }

   private:
    ProgressBar bar(std::string label, std::int64_t total) const
    {
        return {terminal_.err, std::move(label), total, terminal_.quiet};
    }

    Result<void> add_items()
    {
        auto& import = backend_.catalog.import_catalog;
        auto const demo = catalog::DemoCatalog{wanted_.seed, now_};
        UPBEAT_CHECK(import.tracks(catalog::DemoCatalog::seed_tracks(now_)));
        UPBEAT_CHECK(import.tools(catalog::DemoCatalog::seed_tools(now_)));
        auto tracks = bar("tracks", wanted_.tracks);
        UPBEAT_CHECK(in_batches<catalog::TrackRecord>(
            wanted_.tracks,
            tracks,
            [&demo](std::int64_t n) { return demo.track(static_cast<std::uint64_t>(n)); },
            [&import](auto const& records) { return import.tracks(records); }
        ));
        auto tools = bar("tools", wanted_.tools);
        return in_batches<catalog::ToolRecord>(
            wanted_.tools,
            tools,
            [&demo](std::int64_t n) { return demo.tool(static_cast<std::uint64_t>(n)); },
            [&import](auto const& records) { return import.tools(records); }
        );
    }

    Result<void> add_agents()
    {
        auto agents = bar("agents", wanted_.agents);
        return in_batches<identity::AgentRecord>(
            wanted_.agents,
            agents,
            [this](std::int64_t n) { return agent(n, now_); },
            [this](auto const& records) { return backend_.identity.import_agents.execute(records); }
        );
    }

    std::vector<DemoItem> demo_items()
    {
        auto items = std::vector<DemoItem>{};
        backend_.voting_items.each([&items](voting::ItemFacts const& item) {
            if (item.id.starts_with("demo-") && item.status == voting::ItemStatus::live) {
                items.push_back({item.num, item.created_at, voting::platform_code(item.platform)});
            }
        });
        return items;
    }

    std::vector<VoterNum> demo_voters()
    {
        auto voters = std::vector<VoterNum>{};
        backend_.identity_reader.each_agent(
            Timestamp::min(),
            [&voters](identity::Agent const& agent) {
                if (agent.demo) {
                    voters.push_back(agent.num);
                }
            }
        );
        return voters;
    }

    Result<void> add_votes()
    {
        auto items = demo_items();
        auto voters = demo_voters();
        auto const wanted =
            wanted_.votes.value_or(DemoVotes::plausible(items.size(), voters.size()));
        auto const votes = DemoVotes{
            std::move(items), std::move(voters), {wanted_.seed, now_, wanted, backend_.writer}
        };
        auto progress = bar("votes", votes.possible());
        auto done = std::int64_t{};
        votes.each_batch([&](std::span<voting::LedgerRecord const> batch) {
            auto const outcome = backend_.ledger.append(batch);
            if (outcome.status != voting::AppendOutcome::Status::stored) {
                throw sql::Unavailable{"the database did not take the votes"};
            }
            votes_ += std::ranges::count(outcome.inserted, true);
            progress.show(done += static_cast<std::int64_t>(batch.size()));
        });
        return {};
    }

    Backend& backend_;
    Demo const& wanted_;
    Terminal const& terminal_;
    Timestamp now_{};
    std::int64_t votes_ = 0;
};

}  // namespace

ExitCode fill_with_demo(Demo const& command, Config const& config, Terminal const& terminal)
{
    return with_backend(config, terminal, Purpose::serving, [&](Backend& backend) {
        auto filler = Filler{backend, command, terminal};
        if (command.if_empty && !filler.is_empty()) {
            terminal.err << "there are tracks or tools already; nothing was added\n";
            return ExitCode::ok;
        }
        if (auto const filled = filler.fill(); !filled) {
            return report(filled.error(), terminal);
        }
        if (terminal.json) {
            terminal.out << boost::json::object{{"tracks", command.tracks},
                                                {"tools", command.tools},
                                                {"agents", command.agents},
                                                {"votes", filler.votes()}}
                         << '\n';
        } else {
            terminal.out << fmt::format(
                "{} tracks, {} tools, {} agents; {} votes added\n",
                command.tracks,
                command.tools,
                command.agents,
                filler.votes()
            );
        }
        return ExitCode::ok;
    });
}

}  // namespace upbeat::apps
