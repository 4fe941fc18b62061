#include <upbeat/apps/composition/setting.hpp>

#include <algorithm>
#include <cctype>

namespace upbeat::apps {

Setting const* find_setting(std::string_view name)
{
    for (auto const& group : setting_groups()) {
        auto const found = std::ranges::find(group.settings, name, &Setting::name);
        if (found != group.settings.end()) {
            return &*found;
        }
    }
    return nullptr;
}

std::string option_name(Setting const& setting)
{
    auto option = std::string{"--"};
    for (auto const c : setting.name) {
        option.push_back(
            c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
        );
    }
    return option;
}

}  // namespace upbeat::apps
