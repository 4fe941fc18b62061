#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <upbeat/apps/composition/config.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::apps {

// Where settings come from. Stronger first: options, UPBEAT_<NAME> in the environment, <NAME> in
// the environment, the file, the default.
struct ConfigSources {
    std::map<std::string, std::string> options{};  // by the setting's name
    std::map<std::string, std::string> environment{};
    std::optional<std::filesystem::path> file{};  // lines of NAME=value; UPBEAT_CONFIG names it too
};

// The environment of this process.
std::map<std::string, std::string> process_environment();

// The settings in effect. Fails with one line that names the setting, where its value came from and
// what it must be; unknown names in the file and unknown UPBEAT_ names are failures too. Values of
// secrets never stand in the line.
Result<Config> read_config(ConfigSources const& sources);

}  // namespace upbeat::apps
