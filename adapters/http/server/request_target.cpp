#include <upbeat/adapters/http/server/request_target.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace upbeat::http {

namespace {

constexpr Refusal kBadForm{400, "bad_target", "The request target has to begin with a slash."};
constexpr Refusal kOtherHost{400, "bad_target", "The target names another host than Host does."};
constexpr Refusal kBadEncoding{400, "bad_target", "The request target is not encoded soundly."};

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_control(unsigned code)
{
    return code < 0x20 || code == 0x7f;
}

// Decodes percent escapes, but leaves "%2F": a slash that was escaped does not part segments.
bool decode_path(std::string_view sent, std::string& path)
{
    auto const as_it_is = std::ranges::none_of(sent, [](char c) {
        return c == '%' || is_control(static_cast<unsigned char>(c));
    });
    if (as_it_is) {
        path.assign(sent);
        return true;
    }
    path.clear();
    for (std::size_t at = 0; at < sent.size(); ++at) {
        if (is_control(static_cast<unsigned char>(sent[at]))) {
            return false;
        }
        if (sent[at] != '%') {
            path.push_back(sent[at]);
            continue;
        }
        if (at + 2 >= sent.size()) {
            return false;
        }
        auto const high = hex_digit(sent[at + 1]);
        auto const low = hex_digit(sent[at + 2]);
        auto const code = high * 16 + low;
        if (high < 0 || low < 0 || is_control(static_cast<unsigned>(code))) {
            return false;
        }
        if (code == '/') {
            path.append("%2F");
        } else {
            path.push_back(static_cast<char>(code));
        }
        at += 2;
    }
    return true;
}

// The length of the UTF-8 sequence a byte begins, by RFC 3629; 0 for none.
std::size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xc2 && lead < 0xe0) {
        return 2;
    }
    if (lead >= 0xe0 && lead < 0xf0) {
        return 3;
    }
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

bool is_ascii(std::string_view text)
{
    unsigned char all = 0;
    for (auto const c : text) {
        all |= static_cast<unsigned char>(c);
    }
    return all < 0x80;
}

bool is_utf8(std::string_view text)
{
    if (is_ascii(text)) {
        return true;
    }
    while (!text.empty()) {
        auto const lead = static_cast<unsigned char>(text.front());
        auto const length = sequence_length(lead);
        if (length == 0 || text.size() < length) {
            return false;
        }
        for (std::size_t at = 1; at < length; ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80) {
                return false;
            }
        }
        auto const second = length > 1 ? static_cast<unsigned char>(text[1]) : 0U;
        auto const overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
        auto const surrogate = lead == 0xed && second > 0x9f;
        auto const beyond = lead == 0xf4 && second > 0x8f;
        if (overlong || surrogate || beyond) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

bool starts_with_scheme(std::string_view target, std::string_view scheme)
{
    return target.size() > scheme.size() && same_token(target.substr(0, scheme.size()), scheme);
}

// Takes "http://host" off an absolute target; leaves other forms as they are.
std::optional<Refusal> strip_origin(std::string_view& target, std::string_view host)
{
    for (std::string_view const scheme : {"http://", "https://"}) {
        if (starts_with_scheme(target, scheme)) {
            target.remove_prefix(scheme.size());
            auto const end = target.find_first_of("/?");
            auto const named = target.substr(0, end);
            target = end == std::string_view::npos ? std::string_view{} : target.substr(end);
            return same_token(named, host) ? std::nullopt : std::optional{kOtherHost};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Refusal> read_target(std::string_view sent, Request& request)
{
    if (sent == "*" && request.method == Method::options) {
        request.target = request.path = "*";
        request.query.clear();
        return std::nullopt;
    }
    auto rest = sent;
    if (auto const refusal = strip_origin(rest, request.header("host"))) {
        return refusal;
    }
    auto const absolute = rest.size() != sent.size();
    request.target.assign(absolute && !rest.starts_with('/') ? "/" : "").append(rest);
    if (!request.target.starts_with('/') || request.target.find('#') != std::string::npos) {
        return kBadForm;
    }
    std::string_view const target = request.target;
    auto const mark = target.find('?');
    request.query.assign(mark == std::string_view::npos ? "" : target.substr(mark + 1));
    if (!decode_path(target.substr(0, mark), request.path) || !is_utf8(request.path)) {
        return kBadEncoding;
    }
    return std::nullopt;
}

}  // namespace upbeat::http
