#include <upbeat/adapters/http/credential.hpp>

#include <upbeat/adapters/http/problem.hpp>

namespace upbeat::http {
namespace {

constexpr std::size_t kLongest = 4096;  // an access token with room to spare

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(' ');
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_acceptable(std::string_view token)
{
    return !token.empty() && token.size() <= kLongest &&
           token.find_first_of(" \t,") == std::string_view::npos;
}

Error role_refused(Auth auth, Actor const& actor)
{
    if (actor.is_anonymous()) {
        return credential_missing();
    }
    switch (auth) {
        case Auth::admin: return not_permitted("administrators");
        case Auth::user: return not_permitted("people, with an access token,");
        default: return not_permitted("agents");
    }
}

}  // namespace

Result<std::optional<std::string_view>> credential_of(Request const& request)
{
    std::optional<std::string_view> found;
    if (request.headers.contains("authorization")) {
        auto const value = request.header("authorization");
        auto const space = std::min(value.find(' '), value.size());
        if (!same_token(value.substr(0, space), "bearer")) {
            return fail(credential_refused());
        }
        found = trimmed(value.substr(space));
    }
    if (request.headers.contains("x-api-key")) {
        auto const key = trimmed(request.header("x-api-key"));
        if (found && *found != key) {
            return fail(credential_refused());
        }
        found = key;
    }
    if (found && !is_acceptable(*found)) {
        return fail(credential_refused());
    }
    return found;
}

Result<void> permits(Auth auth, Actor const& actor)
{
    bool allowed = false;
    switch (auth) {
        case Auth::none:
        case Auth::optional_agent: allowed = true; break;
        case Auth::agent: allowed = actor.role == Role::agent; break;
        case Auth::user: allowed = actor.role == Role::user; break;
        case Auth::any: allowed = actor.role != Role::anonymous; break;
        case Auth::admin: allowed = actor.role == Role::admin; break;
    }
    if (!allowed) {
        return fail(role_refused(auth, actor));
    }
    return {};
}

}  // namespace upbeat::http
