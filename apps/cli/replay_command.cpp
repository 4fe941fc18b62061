#include <upbeat/apps/cli/replay_command.hpp>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <upbeat/application/voting/replay_ledger.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/progress_bar.hpp>
#include <upbeat/apps/cli/tool_backend.hpp>
#include <upbeat/apps/replay/compare_node.hpp>

namespace upbeat::apps {
namespace {

double seconds(voting::ReplayReport const& report)
{
    return std::chrono::duration<double>(report.took).count();
}

double votes_a_second(voting::ReplayReport const& report)
{
    return report.took.count() > 0 ? static_cast<double>(report.entries) / seconds(report) : 0;
}

boost::json::object json_of(voting::ReplayReport const& report)
{
    auto object = boost::json::object{
        {"votes", report.entries},
        {"items", report.items},
        {"voters", report.voters},
        {"seconds", seconds(report)},
        {"votes_per_second", votes_a_second(report)},
        {"digest", fmt::format("{:016x}", report.digest)},
        {"checkpointed", report.checkpointed},
        {"tail", report.tail},
        {"same", !report.difference}
    };
    if (!report.checkpoint_refused.empty()) {
        object["checkpoint_refused"] = report.checkpoint_refused;
    }
    if (report.difference) {
        object["difference"] = boost::json::object{
            {"where", report.difference->where},
            {"field", report.difference->field},
            {"checkpoint", report.difference->first},
            {"ledger", report.difference->second}
        };
    }
    return object;
}

std::string verdict(voting::ReplayReport const& report)
{
    if (report.difference) {
        auto const& found = *report.difference;
        return fmt::format(
            "different: {}: {} is {} by the checkpoint and {} by the ledger",
            found.where,
            found.field,
            found.first,
            found.second
        );
    }
    if (report.checkpointed > 0) {
        return fmt::format(
            "the checkpoint of {} votes and the {} after it say the same",
            report.checkpointed,
            report.tail
        );
    }
    return report.checkpoint_refused.empty()
               ? "there is no checkpoint to compare with"
               : "the checkpoint could not be compared: " + report.checkpoint_refused;
}

boost::json::object json_of(NodeReport const& report)
{
    auto object = boost::json::object{
        {"lists", report.lists},
        {"rows", report.rows},
        {"unsettled", boost::json::value_from(report.unsettled)},
        {"same", !report.difference}
    };
    if (report.difference) {
        object["difference"] = boost::json::object{
            {"where", report.difference->where},
            {"field", report.difference->field},
            {"node", report.difference->node},
            {"ledger", report.difference->ledger}
        };
    }
    return object;
}

std::string verdict(NodeReport const& report)
{
    if (report.difference) {
        auto const& found = *report.difference;
        return fmt::format(
            "different: {}: {} is {} by the node and {} by the ledger",
            found.where,
            found.field,
            found.node,
            found.ledger
        );
    }
    auto text = fmt::format(
        "the node and the ledger say the same in {} lists with {} places", report.lists, report.rows
    );
    for (auto const& name : report.unsettled) {
        text += fmt::format("\nnot compared, because votes came too fast: {}", name);
    }
    return text;
}

Result<std::optional<Secret>> key_for_node(Replay const& command)
{
    if (command.key_file.empty()) {
        auto const* const key = std::getenv("REPLAY_KEY");
        return key == nullptr ? std::nullopt : std::optional{Secret{key}};
    }
    auto file = std::ifstream{command.key_file};
    auto line = std::string{};
    if (!std::getline(file, line) || line.empty()) {
        return fail(Error{
            .kind = ErrorKind::invalid_input,
            .code = "storage_unusable",
            .detail = "no key can be read from " + command.key_file
        });
    }
    return std::optional{Secret{line}};
}

Result<Node> node_of(Replay const& command)
{
    UPBEAT_TRY(auto address, NodeAddress::parse(command.against));
    UPBEAT_TRY(auto key, key_for_node(command));
    return Node{std::move(address), std::move(key)};
}

// A bar that begins when its length is known.
class Bar {
   public:
    Bar(Terminal const& terminal, std::string label) : terminal_{terminal}, label_{std::move(label)}
    {
    }

    void show(std::int64_t done, std::int64_t total)
    {
        if (!bar_) {
            bar_.emplace(terminal_.err, label_, total, terminal_.quiet || terminal_.json);
        }
        bar_->show(done);
    }

   private:
    Terminal const& terminal_;
    std::string label_;
    std::optional<ProgressBar> bar_{};
};

voting::ReplayReport replay_ledger(voting::ReplayLedger& replay, Terminal const& terminal)
{
    auto bar = Bar{terminal, "replaying"};
    return replay.execute([&bar](std::int64_t done, std::int64_t total) { bar.show(done, total); });
}

Result<NodeReport> ask_node(
    Replay const& command, Backend& backend, voting::VotingState& state, Terminal const& terminal
)
{
    UPBEAT_TRY(auto const node, node_of(command));
    auto ledger = FollowedLedger{{state, backend.ledger, backend.voting_items, backend.clock}};
    auto bar = Bar{terminal, "asking the node"};
    return CompareNode{
        node, ledger, [](auto time) { std::this_thread::sleep_for(time); }
    }.execute(static_cast<std::size_t>(command.items), [&bar](std::size_t done, std::size_t total) {
        bar.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    });
}

std::string text_of(voting::ReplayReport const& report)
{
    return fmt::format(
        "{} votes on {} items by {} voters, {:.2f} s, {:.0f} votes/s, digest {:016x}\n{}\n",
        report.entries,
        report.items,
        report.voters,
        seconds(report),
        votes_a_second(report),
        report.digest,
        verdict(report)
    );
}

ExitCode replay_with(Replay const& command, Backend& backend, Terminal const& terminal)
{
    auto replay = voting::ReplayLedger{
        {backend.ledger,
         backend.voting_items,
         backend.voting_voters,
         backend.adjustments,
         backend.checkpoints,
         backend.clock}
    };
    auto const report = replay_ledger(replay, terminal);
    auto json = json_of(report);
    if (!terminal.json) {
        terminal.out << text_of(report) << std::flush;
    }
    auto code = report.difference ? ExitCode::failure : ExitCode::ok;
    if (!command.against.empty()) {
        auto const shown = ask_node(command, backend, replay.whole(), terminal);
        if (!shown) {
            return apps::report(shown.error(), terminal);
        }
        json["node"] = json_of(*shown);
        if (!terminal.json) {
            terminal.out << verdict(*shown) << '\n';
        }
        if (shown->difference) {
            code = ExitCode::failure;
        } else if (code == ExitCode::ok && !shown->unsettled.empty()) {
            code = ExitCode::unfinished;
        }
    }
    if (terminal.json) {
        terminal.out << json << '\n';
    }
    return code;
}

}  // namespace

ExitCode replay(Replay const& command, Config const& config, Terminal const& terminal)
{
    // Before minutes of work.
    if (!command.against.empty()) {
        if (auto const node = node_of(command); !node) {
            return report(node.error(), terminal);
        }
    }
    return with_existing_backend(config, terminal, [&](Backend& backend) {
        return replay_with(command, backend, terminal);
    });
}

}  // namespace upbeat::apps
