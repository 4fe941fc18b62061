#include <upbeat/apps/cli/replay_command.hpp>

#include <memory>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <upbeat/application/voting/replay_ledger.hpp>
#include <upbeat/apps/cli/progress_bar.hpp>
#include <upbeat/apps/cli/tool_backend.hpp>

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

ExitCode replay_with(Backend& backend, Terminal const& terminal)
{
    auto bar = std::unique_ptr<ProgressBar>{};
    auto const report = voting::ReplayLedger{{backend.ledger,
                                              backend.voting_items,
                                              backend.voting_voters,
                                              backend.adjustments,
                                              backend.checkpoints,
                                              backend.clock}
    }.execute([&](std::int64_t done, std::int64_t total) {
        if (!bar) {
            bar = std::make_unique<ProgressBar>(
                terminal.err, "replaying", total, terminal.quiet || terminal.json
            );
        }
        bar->show(done);
    });
    bar.reset();
    if (terminal.json) {
        terminal.out << json_of(report) << '\n';
    } else {
        terminal.out << fmt::format(
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
    return report.difference ? ExitCode::failure : ExitCode::ok;
}

}  // namespace

ExitCode replay(Config const& config, Terminal const& terminal)
{
    return with_backend(config, terminal, Purpose::command, [&](Backend& backend) {
        return replay_with(backend, terminal);
    });
}

}  // namespace upbeat::apps
