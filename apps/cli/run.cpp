#include <upbeat/apps/cli/run.hpp>

#include <exception>

#include <upbeat/apps/cli/config_command.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/migrate_command.hpp>
#include <upbeat/apps/cli/serve_command.hpp>

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

    template <class Command>
    ExitCode operator()(Command const&) const
    {
        return terminal_.fail(ExitCode::failure, "not built yet");
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
