#include <upbeat/apps/composition/setting_kinds.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fmt/format.h>

#include <upbeat/adapters/http/ip_address.hpp>

namespace upbeat::apps {
namespace {

using Complaint = std::optional<std::string>;

std::optional<int> parse_number(std::string_view text, int least, int most)
{
    auto value = 0;
    auto const* const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || rest != end || value < least || value > most) {
        return std::nullopt;
    }
    return value;
}

std::string range_in_words(int least, int most)
{
    return fmt::format("{} to {}", least, most);
}

Setting named_setting(Named named, std::string kind)
{
    auto setting = Setting{};
    setting.name = std::move(named.name);
    setting.kind = std::move(kind);
    setting.fallback = std::move(named.fallback);
    setting.help = std::move(named.help);
    return setting;
}

bool is_origin(std::string_view text)
{
    auto const scheme = text.starts_with("https://") ? 8U : text.starts_with("http://") ? 7U : 0U;
    return scheme != 0 && text.size() > scheme &&
           text.find_first_of("/ ?#@*", scheme) == std::string_view::npos;
}

std::vector<std::string> split_list(std::string_view text)
{
    auto entries = std::vector<std::string>{};
    while (!text.empty()) {
        auto const end = std::min(text.find_first_of(", "), text.size());
        if (end > 0) {
            entries.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return entries;
}

}  // namespace

Setting number(Named named, int Config::* member, int least, int most)
{
    auto setting = named_setting(std::move(named), "number, " + range_in_words(least, most));
    setting.accept = [member, least, most](Config& config, std::string_view text) -> Complaint {
        auto const value = parse_number(text, least, most);
        if (!value) {
            return "must be a whole number from " + range_in_words(least, most);
        }
        config.*member = *value;
        return {};
    };
    setting.show = [member](Config const& config) { return std::to_string(config.*member); };
    return setting;
}

Setting seconds(Named named, std::chrono::seconds Config::* member, int least, int most)
{
    auto setting = named_setting(std::move(named), "seconds, " + range_in_words(least, most));
    setting.accept = [member, least, most](Config& config, std::string_view text) -> Complaint {
        auto const value = parse_number(text, least, most);
        if (!value) {
            return "must be whole seconds from " + range_in_words(least, most);
        }
        config.*member = std::chrono::seconds{*value};
        return {};
    };
    setting.show = [member](Config const& config) {
        return std::to_string((config.*member).count());
    };
    return setting;
}

Setting text(Named named, std::string Config::* member, std::string kind, std::size_t most)
{
    auto setting = named_setting(std::move(named), std::move(kind));
    setting.accept = [member, most](Config& config, std::string_view text) -> Complaint {
        auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20U; };
        if (text.size() > most || std::ranges::any_of(text, is_control)) {
            return fmt::format("must be one line of at most {} characters", most);
        }
        config.*member = std::string{text};
        return {};
    };
    setting.show = [member](Config const& config) { return config.*member; };
    return setting;
}

Setting folder(Named named, std::filesystem::path Config::* member)
{
    auto setting = named_setting(std::move(named), "folder");
    setting.accept = [member](Config& config, std::string_view text) -> Complaint {
        if (text.empty()) {
            return "must name a folder";
        }
        config.*member = std::filesystem::path{text};
        return {};
    };
    setting.show = [member](Config const& config) { return (config.*member).string(); };
    return setting;
}

Setting secret(Named named, Secret Config::* member, std::string kind)
{
    auto setting = named_setting(std::move(named), std::move(kind));
    setting.secret = true;
    setting.accept = [member](Config& config, std::string_view text) -> Complaint {
        config.*member = Secret{std::string{text}};
        return {};
    };
    setting.show = [member](Config const& config) {
        return std::string{(config.*member).empty() ? "" : "********"};
    };
    return setting;
}

Setting networks(Named named, std::string Config::* member)
{
    auto setting = named_setting(std::move(named), "networks, for example 10.0.0.0/8,::1");
    setting.accept = [member](Config& config, std::string_view text) -> Complaint {
        if (!http::NetworkList::parse(text)) {
            return "must be addresses or networks like 10.0.0.0/8, separated by commas";
        }
        config.*member = std::string{text};
        return {};
    };
    setting.show = [member](Config const& config) { return config.*member; };
    return setting;
}

Setting origins(Named named, std::vector<std::string> Config::* member)
{
    auto setting = named_setting(std::move(named), "* or origins like https://example.com");
    setting.accept = [member](Config& config, std::string_view text) -> Complaint {
        auto entries = split_list(text);
        auto const good = [](std::string const& entry) { return entry == "*" || is_origin(entry); };
        if (!std::ranges::all_of(entries, good)) {
            return "must be * or origins like https://example.com, separated by commas";
        }
        config.*member = std::move(entries);
        return {};
    };
    setting.show = [member](Config const& config) {
        return fmt::format("{}", fmt::join(config.*member, ","));
    };
    return setting;
}

Setting flag(Named named, bool Config::* member)
{
    auto const words = Choices<bool>{
        {"on", true},
        {"off", false},
        {"true", true},
        {"false", false},
        {"yes", true},
        {"no", false},
        {"1", true},
        {"0", false}
    };
    auto setting = choice(std::move(named), member, words);
    setting.kind = "on or off";
    return setting;
}

template <class Choice>
Setting choice(Named named, Choice Config::* member, Choices<Choice> choices)
{
    auto kind = std::string{};
    for (auto const& [word, value] : choices) {
        kind += (kind.empty() ? "" : ", ") + word;
    }
    auto setting = named_setting(std::move(named), kind);
    setting.accept = [member, choices, kind](Config& config, std::string_view text) -> Complaint {
        auto const found = std::ranges::find(choices, text, &std::pair<std::string, Choice>::first);
        if (found == choices.end()) {
            return "must be one of " + kind;
        }
        config.*member = found->second;
        return {};
    };
    setting.show = [member, choices](Config const& config) {
        auto const value = config.*member;
        return std::ranges::find(choices, value, &std::pair<std::string, Choice>::second)->first;
    };
    return setting;
}

template Setting choice(Named, bool Config::*, Choices<bool>);
template Setting choice(Named, AntiGaming Config::*, Choices<AntiGaming>);
template Setting choice(Named, AccessLogging Config::*, Choices<AccessLogging>);
template Setting choice(Named, platform::LogLevel Config::*, Choices<platform::LogLevel>);
template Setting choice(Named, platform::LogFormat Config::*, Choices<platform::LogFormat>);

}  // namespace upbeat::apps
