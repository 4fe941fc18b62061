#pragma once

#include <string>

namespace upbeat::apps {

// What --help says beyond the options themselves.
std::string program_footer();
std::string serve_footer();
std::string import_footer();
std::string demo_footer();
std::string replay_footer();
std::string key_footer();
std::string bench_footer();
std::string simulate_footer();

// All settings with kind, default and help, for people at a terminal.
std::string settings_for_terminal();

// The same as the page docs/configuration.md.
std::string settings_for_documentation();

}  // namespace upbeat::apps
