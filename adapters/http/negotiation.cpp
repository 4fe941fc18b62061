#include <upbeat/adapters/http/negotiation.hpp>

#include <optional>

#include <upbeat/adapters/http/headers.hpp>

namespace upbeat::http {

namespace {

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes the part before the first `separator` off the front.
std::string_view take(std::string_view& rest, char separator)
{
    auto const end = rest.find(separator);
    auto const part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return trimmed(part);
}

// "0", "0.", "0.0", "0.00", "0.000"
bool is_zero(std::string_view quality)
{
    return quality.starts_with('0') && quality.find_first_not_of("0.") == std::string_view::npos;
}

// Whether the parameters after a coding switch it off.
bool refused(std::string_view parameters)
{
    while (!parameters.empty()) {
        auto parameter = take(parameters, ';');
        auto const name = take(parameter, '=');
        if (same_token(name, "q")) {
            return is_zero(trimmed(parameter));
        }
    }
    return false;
}

std::string_view opaque(std::string_view etag)
{
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding)
{
    std::optional<bool> by_name;
    auto by_star = false;
    while (!accept_encoding.empty()) {
        auto member = take(accept_encoding, ',');
        auto const coding = take(member, ';');
        if (same_token(coding, "gzip") || same_token(coding, "x-gzip")) {
            by_name = !refused(member);
        } else if (coding == "*") {
            by_star = !refused(member);
        }
    }
    return by_name.value_or(by_star);
}

bool etag_matches(std::string_view if_none_match, std::string_view etag)
{
    auto rest = trimmed(if_none_match);
    if (rest == "*") {
        return true;
    }
    auto const wanted = opaque(etag);
    while (!rest.empty()) {
        auto const candidate = opaque(rest);
        // A quoted tag may hold a comma, so the end is the second quote.
        auto const end =
            candidate.starts_with('"') ? candidate.find('"', 1) : std::string_view::npos;
        if (end == std::string_view::npos) {
            return false;
        }
        if (candidate.substr(0, end + 1) == wanted) {
            return true;
        }
        auto after = candidate.substr(end + 1);
        auto const next = after.find_first_not_of(" \t,");
        rest = next == std::string_view::npos ? std::string_view{} : after.substr(next);
    }
    return false;
}

}  // namespace upbeat::http
