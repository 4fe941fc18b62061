#include <upbeat/adapters/http/idempotency.hpp>

#include <algorithm>
#include <array>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/adapters/http/request_limits.hpp>

namespace upbeat::http {
namespace {

constexpr std::size_t kLongestKey = 255;

// FNV-1a. A collision only means that a client's own changed request is taken for its repeat.
std::uint64_t add_to(std::uint64_t hash, std::string_view text)
{
    constexpr std::uint64_t kPrime = 0x100000001B3;
    for (auto const c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
    }
    return (hash ^ 0xFFU) * kPrime;
}

std::string hexadecimal(std::uint64_t value)
{
    std::string text(16, '0');
    for (std::size_t i = 0; i < 16; ++i) {
        text[15 - i] = "0123456789abcdef"[(value >> (4 * i)) & 0xFU];
    }
    return text;
}

std::string fingerprint_of(Request const& request)
{
    std::array<std::uint64_t, 2> hashes{0xCBF29CE484222325, 0x9AE16A3B2F90404F};
    std::string text;
    for (auto& hash : hashes) {
        hash = add_to(hash, to_text(request.method));
        hash = add_to(hash, request.path);
        hash = add_to(hash, request.query);
        hash = add_to(hash, request.body);
        text += hexadecimal(hash);
    }
    return text;
}

Error malformed_key()
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail = "An Idempotency-Key is 1 to 255 visible ASCII characters.",
        .fields = {{"Idempotency-Key", "malformed", "must be 1 to 255 visible characters"}}
    };
}

Error key_reused()
{
    return {
        ErrorKind::invalid_input,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request."
    };
}

Response replayed(platform::KeptAnswer const& kept)
{
    Response response;
    response.status = kept.status;
    response.content_type = kept.content_type;
    response.body = kept.body;
    std::string_view lines = kept.headers;
    while (!lines.empty()) {
        auto const end = std::min(lines.find('\n'), lines.size());
        auto const line = lines.substr(0, end);
        if (auto const colon = line.find(": "); colon != std::string_view::npos) {
            response.headers.add(line.substr(0, colon), line.substr(colon + 2));
        }
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    response.headers.add("Idempotent-Replayed", "true");
    return response;
}

}  // namespace

Result<std::optional<platform::IdempotencyTicket>> ticket_of(
    Request const& request, Context const& context
)
{
    if (!request.headers.contains("idempotency-key")) {
        return std::optional<platform::IdempotencyTicket>{};
    }
    auto const key = request.header("idempotency-key");
    auto const is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
    if (key.empty() || key.size() > kLongestKey || !std::ranges::all_of(key, is_visible)) {
        return fail(malformed_key());
    }
    return std::optional{
        platform::IdempotencyTicket{caller_of(context), std::string{key}, fingerprint_of(request)}
    };
}

std::unique_ptr<RunningKeys::Hold> RunningKeys::acquire(platform::IdempotencyTicket const& ticket)
{
    auto key = ticket.owner + '\n' + ticket.key;
    std::lock_guard const lock{mutex_};
    if (!keys_.insert(key).second) {
        return nullptr;
    }
    return std::make_unique<Hold>(*this, std::move(key));
}

void RunningKeys::release(std::string const& key)
{
    std::lock_guard const lock{mutex_};
    keys_.erase(key);
}

Result<std::optional<Response>> OnceRunner::replay(platform::IdempotencyTicket const& ticket) const
{
    auto const kept = store_.find(ticket.owner, ticket.key);
    if (!kept) {
        return std::optional<Response>{};
    }
    if (kept->fingerprint != ticket.fingerprint) {
        return fail(key_reused());
    }
    return std::optional{replayed(kept->answer)};
}

Result<Response> OnceRunner::run(
    platform::IdempotencyTicket const& ticket,
    Timestamp now,
    std::function<Result<Response>()> const& work
) const
{
    UPBEAT_TRY(auto earlier, replay(ticket));
    if (earlier) {
        return std::move(*earlier);
    }
    Response response;
    auto const done = store_.perform(ticket, now, [&]() -> Result<platform::KeptAnswer> {
        UPBEAT_TRY(response, work());
        return keep(response);
    });
    if (done) {
        return response;
    }
    if (done.error().code != platform::idempotency_key_taken().code) {
        return fail(done.error());
    }
    UPBEAT_TRY(auto first, replay(ticket));
    if (!first) {
        return fail(twin_running());
    }
    return std::move(*first);
}

Result<Response> OnceRunner::after_failure(
    platform::IdempotencyTicket const& ticket, Error const& failure
) const
{
    UPBEAT_TRY(auto first, replay(ticket));
    if (first) {
        return std::move(*first);
    }
    auto const taken = failure.code == platform::idempotency_key_taken().code;
    return fail(taken ? twin_running() : failure);
}

Error twin_running()
{
    return {
        .kind = ErrorKind::conflict,
        .code = "request_in_progress",
        .detail = "A request with this Idempotency-Key is being worked on.",
        .retry_after = std::chrono::seconds{1}
    };
}

}  // namespace upbeat::http
