#include <upbeat/apps/cli/run.hpp>

#include <exception>

#include <upbeat/apps/cli/bench_command.hpp>
#include <upbeat/apps/cli/config_command.hpp>
#include <upbeat/apps/cli/demo_command.hpp>
#include <upbeat/apps/cli/doctor_command.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/import_command.hpp>
#include <upbeat/apps/cli/key_command.hpp>
#include <upbeat/apps/cli/migrate_command.hpp>
#include <upbeat/apps/cli/openapi_command.hpp>
#include <upbeat/apps/cli/replay_command.hpp>
#include <upbeat/apps/cli/serve_command.hpp>
#include <upbeat/apps/cli/simulate_command.hpp>

namespace upbeat::apps {
namespace {

class Dispatcher {
   public:
    Dispatcher(Config const& config, Terminal const& terminal)
        : config_{config}, terminal_{terminal}
    {
    }

    ExitCode operator()(ShowConfig const& command) const
    {
        return show_config(command, config_, terminal_);
    }

    ExitCode operator()(Serve const& command) const { return serve(command, config_, terminal_); }
    ExitCode operator()(Migrate const& command) const
    {
        return migrate_schema(command, config_, terminal_);
    }

    ExitCode operator()(Import const& command) const
    {
        return import_records(command, config_, terminal_);
    }
    ExitCode operator()(Export const& command) const
    {
        return export_records(command, config_, terminal_);
    }
    ExitCode operator()(Demo const& command) const
    {
        return fill_with_demo(command, config_, terminal_);
    }
    ExitCode operator()(KeyIssue const& command) const
    {
        return issue_key(command, config_, terminal_);
    }
    ExitCode operator()(KeyRevoke const& command) const
    {
        return revoke_key(command, config_, terminal_);
    }
    ExitCode operator()(KeyList const& command) const
    {
        return list_keys(command, config_, terminal_);
    }
    ExitCode operator()(Doctor const&) const { return examine(config_, terminal_); }
    ExitCode operator()(Replay const& command) const { return replay(command, config_, terminal_); }
    ExitCode operator()(ShowOpenapi const&) const { return show_openapi(config_, terminal_); }
    ExitCode operator()(Bench const& command) const { return measure(command, terminal_); }
    ExitCode operator()(Simulate const& command) const
    {
        return simulate(command, config_, terminal_);
    }

   private:
    Config const& config_;
    Terminal const& terminal_;
};

}  // namespace

ExitCode run(Invocation const& invocation, Terminal const& terminal)
{
    auto const config = read_config(invocation.sources);
    if (!config) {
        return report(config.error(), terminal);
    }
    try {
        return std::visit(Dispatcher{*config, terminal}, invocation.command);
    } catch (std::exception const& failure) {
        return report(failure, terminal);
    }
}

}  // namespace upbeat::apps
