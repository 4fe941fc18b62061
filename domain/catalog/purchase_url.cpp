#include <upbeat/domain/catalog/purchase_url.hpp>

#include <vector>

#include <upbeat/domain/catalog/errors.hpp>
#include <upbeat/domain/catalog/web_url.hpp>

namespace upbeat::catalog {
namespace {

constexpr std::string_view kParameter = "affiliate";

bool names_the_tag(std::string_view parameter)
{
    return parameter.substr(0, parameter.find('=')) == kParameter;
}

std::vector<std::string_view> split(std::string_view query)
{
    std::vector<std::string_view> out;
    while (true) {
        auto const end = query.find('&');
        out.push_back(query.substr(0, end));
        if (end == query.npos) {
            return out;
        }
        query.remove_prefix(end + 1);
    }
}

std::string with_tag(std::optional<std::string_view> query, std::string_view tag)
{
    auto wanted = std::string{kParameter} + "=" + std::string{tag};
    if (!query || query->empty()) {
        return wanted;
    }
    std::string out;
    bool placed = false;
    auto add = [&out, first = true](std::string_view parameter) mutable {
        out += first ? "" : "&";
        out += parameter;
        first = false;
    };
    for (auto const parameter : split(*query)) {
        if (!names_the_tag(parameter)) {
            add(parameter);
        } else if (!placed) {
            add(wanted);
            placed = true;
        }
    }
    if (!placed) {
        add(wanted);
    }
    return out;
}

}  // namespace

Result<PurchaseUrl> with_affiliate_tag(
    std::string_view text, Platform const& platform, std::string_view tag
)
{
    auto const url = parse_web_url(text);
    if (!url) {
        return fail(
            invalid_field("/purchase_url", "malformed_url", "must be an absolute http(s) URL")
        );
    }
    if (is_private_host(url->host)) {
        return fail(invalid_field("/purchase_url", "private_host", "must lead to a public host"));
    }
    if (!serves(platform, url->host)) {
        return fail(invalid_field(
            "/purchase_url", "foreign_host", "must lead to a host of " + platform.name
        ));
    }
    bool const secure = url->secure || is_known(platform);
    auto const query = with_tag(url->query, tag);
    std::string out{secure ? "https://" : "http://"};
    out += url->before_query;
    out += '?';
    out += query;
    if (url->fragment) {
        out += '#';
        out += *url->fragment;
    }
    if (out.size() > kMaxUrlLength) {
        return fail(invalid_field("/purchase_url", "too_long", "is too long with the affiliate tag")
        );
    }
    return PurchaseUrl{.text = std::move(out), .affiliate_added = url->query != query};
}

}  // namespace upbeat::catalog
