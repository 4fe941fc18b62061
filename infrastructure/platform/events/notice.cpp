#include <upbeat/infrastructure/platform/events/notice.hpp>

#include <charconv>

#include <fmt/format.h>

namespace upbeat::platform {
namespace {

template <class Number>
bool take_number(std::string_view& text, Number& into, int base)
{
    auto const* const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, into, base);
    if (error != std::errc{} || (rest != end && *rest != ' ')) {
        return false;
    }
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    text.remove_prefix(text.empty() ? 0 : 1);
    return true;
}

}  // namespace

std::string to_text(Notice const& notice)
{
    return fmt::format("1 {:x} {} {}", notice.node, notice.seq, notice.topics);
}

std::optional<Notice> parse_notice(std::string_view text)
{
    int form = 0;
    Notice notice;
    auto const good = take_number(text, form, 10) && form == 1 &&
                      take_number(text, notice.node, 16) && take_number(text, notice.seq, 10) &&
                      take_number(text, notice.topics, 10) && text.empty();
    return good ? std::optional{notice} : std::nullopt;
}

}  // namespace upbeat::platform
