#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/apps/composition/config.hpp>

namespace upbeat::apps {

// One line of the configuration table: how a setting is called, what it may be, and where in the
// Config it goes.
struct Setting {
    std::string name;      // as in the environment: API_PORT; the option is --api-port
    std::string kind;      // what it may be, in words: "number, 1 to 65535"
    std::string fallback;  // the default, as text
    std::string help;
    bool secret = false;

    // Stores `text` in the Config, or says what it must be and leaves the Config as it is.
    std::function<std::optional<std::string>(Config&, std::string_view text)> accept;

    // The value in effect as text. Never called for a secret.
    std::function<std::string(Config const&)> show;
};

struct SettingGroup {
    std::string title;
    std::vector<Setting> settings;
};

// The whole table, in the order in which people read it.
std::vector<SettingGroup> const& setting_groups();

// The setting of that name, or nullptr.
Setting const* find_setting(std::string_view name);

// API_PORT as --api-port.
std::string option_name(Setting const& setting);

}  // namespace upbeat::apps
