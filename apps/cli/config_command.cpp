#include <upbeat/apps/cli/config_command.hpp>

#include <boost/json.hpp>

#include <upbeat/apps/cli/help_texts.hpp>
#include <upbeat/apps/composition/setting.hpp>

namespace upbeat::apps {

ExitCode show_config(ShowConfig const& command, Config const& config, Terminal const& terminal)
{
    if (command.documentation) {
        terminal.out << settings_for_documentation();
        return ExitCode::ok;
    }
    auto values = boost::json::object{};
    for (auto const& group : setting_groups()) {
        if (!terminal.json) {
            terminal.out << "# " << group.title << '\n';
        }
        for (auto const& setting : group.settings) {
            auto const value = setting.show(config);
            if (terminal.json) {
                values.emplace(setting.name, value);
            } else {
                terminal.out << setting.name << '=' << value << '\n';
            }
        }
    }
    if (terminal.json) {
        terminal.out << values << '\n';
    }
    return ExitCode::ok;
}

}  // namespace upbeat::apps
