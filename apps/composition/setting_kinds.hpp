#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/apps/composition/setting.hpp>

namespace upbeat::apps {

// The kinds of setting that the table is made of. Each takes the name, the member of the Config,
// the default and the help; `kind` texts are derived, so that documentation cannot drift.

struct Named {
    std::string name;
    std::string fallback;
    std::string help;
};

template <class Choice>
using Choices = std::vector<std::pair<std::string, Choice>>;

Setting number(Named named, int Config::* member, int least, int most);
Setting seconds(Named named, std::chrono::seconds Config::* member, int least, int most);
Setting text(Named named, std::string Config::* member, std::string kind, std::size_t most);
Setting folder(Named named, std::filesystem::path Config::* member);
Setting secret(Named named, Secret Config::* member, std::string kind);
Setting networks(Named named, std::string Config::* member);
Setting origins(Named named, std::vector<std::string> Config::* member);
Setting flag(Named named, bool Config::* member);

// A word out of a list. Defined for the enumerations of the Config.
template <class Choice>
Setting choice(Named named, Choice Config::* member, Choices<Choice> choices);

}  // namespace upbeat::apps
