#include <upbeat/adapters/http/server/request_guard.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace upbeat::http {

namespace {

constexpr std::size_t kMaxLines = 100;

constexpr Refusal kBadLineEnding{400, "malformed_request", "A line does not end with CR LF."};
constexpr Refusal kBadRequestLine{400, "malformed_request", "The request line is not sound."};
// A client's mistake never reads as ours: 501 and 505, which RFC 9110 offers here, would count as
// server failures in everybody's monitoring.
constexpr Refusal kBadVersion{400, "unsupported_version", "Only HTTP/1.1 and HTTP/1.0 are served."};
constexpr Refusal kBadMethod{405, "method_not_allowed", "This method is not served."};
constexpr Refusal kFolded{400, "malformed_request", "A header is continued on a second line."};
constexpr Refusal kBadName{400, "malformed_request", "The name of a header is not sound."};
constexpr Refusal kBadValue{400, "malformed_request", "A header holds a control character."};
constexpr Refusal kBadLength{400, "malformed_request", "Content-Length is not a plain number."};
constexpr Refusal kTwoLengths{400, "ambiguous_framing", "Content-Length is given twice."};
constexpr Refusal kLengthAndCoding{
    400, "ambiguous_framing", "Content-Length and Transfer-Encoding exclude each other."
};
constexpr Refusal kTwoCodings{400, "ambiguous_framing", "Transfer-Encoding is given twice."};
constexpr Refusal kOldCoding{400, "ambiguous_framing", "HTTP/1.0 has no Transfer-Encoding."};
constexpr Refusal kUnknownCoding{
    400, "unknown_transfer_coding", "The only transfer coding served is chunked."
};
constexpr Refusal kBadHost{400, "bad_host", "Exactly one sound Host header is required."};
constexpr Refusal kBadExpectation{
    417, "unknown_expectation", "The only expectation served is 100-continue."
};

// Sets of characters as tables: every byte of every head is asked for.
using CharSet = std::array<bool, 256>;

constexpr CharSet alphanumeric_and(std::string_view others)
{
    CharSet set{};
    for (auto c = 0; c < 128; ++c) {
        set[static_cast<std::size_t>(c)] =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    for (auto const c : others) {
        set[static_cast<unsigned char>(c)] = true;
    }
    return set;
}

constexpr CharSet control_characters()
{
    CharSet set{};
    for (std::size_t c = 0; c < 0x20; ++c) {
        set[c] = c != '\t';
    }
    set[0x7f] = true;
    return set;
}

constexpr auto kTokenSet = alphanumeric_and("-_.!#$%&'*+^`|~");
// host[:port]; what a registered name, an IPv4 address or a bracketed IPv6 address may hold.
constexpr auto kHostSet = alphanumeric_and("-._~%!$&'()*+,;=:[]");
constexpr auto kControlSet = control_characters();

bool all_in(CharSet const& set, std::string_view text)
{
    for (auto const c : text) {
        if (!set[static_cast<unsigned char>(c)]) {
            return false;
        }
    }
    return true;
}

bool is_token(std::string_view text)
{
    return !text.empty() && all_in(kTokenSet, text);
}

bool is_control(char c)
{
    return kControlSet[static_cast<unsigned char>(c)];
}

bool is_visible(char c)
{
    return c > ' ' && c <= '~';
}

bool is_host(std::string_view text)
{
    return all_in(kHostSet, text);
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes a line off the front, its CR LF not included. The caller has judged the line endings.
std::string_view take_line(std::string_view& rest)
{
    auto const end = rest.find('\r');
    auto const line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

// What decides where a request ends, collected line by line.
class Framing {
   public:
    explicit Framing(bool http_1_0) : http_1_0_{http_1_0} {}

    std::optional<Refusal> read_line(std::string_view line);
    std::optional<Refusal> judge() const;

   private:
    std::optional<Refusal> read_length(std::string_view value);
    std::optional<Refusal> read_coding(std::string_view value);

    bool http_1_0_;
    bool has_length_ = false;
    bool has_coding_ = false;
    bool knows_coding_ = true;
    unsigned hosts_ = 0;
};

std::optional<Refusal> Framing::read_line(std::string_view line)
{
    if (line.front() == ' ' || line.front() == '\t') {
        return kFolded;
    }
    auto const colon = line.find(':');
    auto const name = line.substr(0, colon);
    if (colon == std::string_view::npos || !is_token(name)) {
        return kBadName;
    }
    auto const value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), is_control)) {
        return kBadValue;
    }
    if (same_token(name, "content-length")) {
        return read_length(value);
    }
    if (same_token(name, "transfer-encoding")) {
        return read_coding(value);
    }
    if (same_token(name, "host")) {
        ++hosts_;
        return is_host(value) ? std::nullopt : std::optional{kBadHost};
    }
    if (same_token(name, "expect") && !same_token(value, "100-continue")) {
        return kBadExpectation;
    }
    return std::nullopt;
}

std::optional<Refusal> Framing::read_length(std::string_view value)
{
    if (has_length_) {
        return kTwoLengths;
    }
    has_length_ = true;
    // 18 digits fit 64 bits and are more than any body.
    auto const plain =
        !value.empty() && value.size() <= 18 &&
        std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    return plain ? std::nullopt : std::optional{kBadLength};
}

std::optional<Refusal> Framing::read_coding(std::string_view value)
{
    if (has_coding_) {
        return kTwoCodings;
    }
    has_coding_ = true;
    knows_coding_ = same_token(value, "chunked");
    return std::nullopt;
}

std::optional<Refusal> Framing::judge() const
{
    if (has_length_ && has_coding_) {
        return kLengthAndCoding;
    }
    if (http_1_0_ && has_coding_) {
        return kOldCoding;
    }
    if (hosts_ > 1 || (hosts_ == 0 && !http_1_0_)) {
        return kBadHost;
    }
    // Last, since a request that is ambiguous as well is not merely beyond us.
    return knows_coding_ ? std::nullopt : std::optional{kUnknownCoding};
}

std::optional<Refusal> refuse_request_line(std::string_view line, GuardLimits limits)
{
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return kBadRequestLine;
    }
    auto const method = line.substr(0, first);
    auto const target = line.substr(first + 1, last - first - 1);
    auto const version = line.substr(last + 1);
    if (target.size() > limits.max_target) {
        return refusals::kTargetTooLong;
    }
    if (!is_token(method) || target.empty() ||
        !std::all_of(target.begin(), target.end(), is_visible)) {
        return kBadRequestLine;
    }
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return version.starts_with("HTTP/") ? kBadVersion : kBadRequestLine;
    }
    return parse_method(method) ? std::nullopt : std::optional{kBadMethod};
}

}  // namespace

std::optional<Refusal> refuse_partial_head(
    std::string_view bytes, std::size_t seen, GuardLimits limits
)
{
    // The byte before is needed to judge a line feed, and a carriage return may still get its own.
    auto const from = seen == 0 ? 0 : seen - 1;
    for (auto at = bytes.find('\r', from); at < bytes.size(); at = bytes.find('\r', at + 1)) {
        if (at + 1 < bytes.size() && bytes[at + 1] != '\n') {
            return kBadLineEnding;
        }
    }
    for (auto at = bytes.find('\n', from); at < bytes.size(); at = bytes.find('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r') {
            return kBadLineEnding;
        }
    }
    if (bytes.find('\0', from) != std::string_view::npos) {
        return kBadValue;
    }
    // A method and a version are short: a line this long is all target.
    auto const line = bytes.substr(0, bytes.find('\r'));
    if (line.size() > limits.max_target + 32) {
        return refusals::kTargetTooLong;
    }
    if (bytes.size() > limits.max_head) {
        return refusals::kHeadTooLarge;
    }
    return std::nullopt;
}

std::optional<Refusal> refuse_head(std::string_view head, GuardLimits limits)
{
    if (auto const refusal = refuse_partial_head(head, 0, limits)) {
        return refusal;
    }
    auto rest = head;
    auto const request_line = take_line(rest);
    if (auto const refusal = refuse_request_line(request_line, limits)) {
        return refusal;
    }
    Framing framing{request_line.ends_with("1.0")};
    for (std::size_t lines = 0;; ++lines) {
        auto const line = take_line(rest);
        if (line.empty()) {
            return framing.judge();
        }
        if (lines == kMaxLines) {
            return refusals::kHeadTooLarge;
        }
        if (auto const refusal = framing.read_line(line)) {
            return refusal;
        }
    }
}

}  // namespace upbeat::http
