#include <upbeat/application/voting/feed_position.hpp>

#include <charconv>
#include <system_error>

namespace upbeat::voting {
namespace {

// A number that is followed by a dot or by nothing, taken off the front with the dot.
template <class Number>
bool take(std::string_view& text, Number& number)
{
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0) {
        return false;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) {
        return true;
    }
    auto const dotted = text.front() == '.' && text.size() > 1;
    text.remove_prefix(1);
    return dotted;
}

}  // namespace

std::string to_text(FeedPosition const& position)
{
    return std::to_string(to_micros(position.newest)) + '.' + std::to_string(position.node) + '.' +
           std::to_string(position.tick);
}

std::optional<FeedPosition> parse_feed_position(std::string_view text)
{
    std::int64_t micros = 0;
    std::int64_t tick = 0;
    FeedPosition position;
    if (!take(text, micros)) {
        return std::nullopt;
    }
    position.newest = from_micros(micros);
    if (text.empty()) {
        return position;
    }
    if (!take(text, position.node) || !take(text, tick) || !text.empty()) {
        return std::nullopt;
    }
    position.tick = static_cast<std::uint64_t>(tick);
    return position;
}

}  // namespace upbeat::voting
