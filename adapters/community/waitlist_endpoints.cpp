#include <chrono>

#include <upbeat/adapters/community/routes.hpp>
#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/domain/community/errors.hpp>

namespace upbeat::community {
namespace {

using namespace http;
using namespace std::chrono_literals;

struct WaitlistInput {
    std::string email{};
    std::optional<std::string> referral_source{};
};

struct WaitlistCount {
    std::int64_t count = 0;
};

std::string message(Waitlist::Joined const& joined)
{
    auto const place = "number " + std::to_string(joined.entry.position) + " on the waitlist.";
    return (joined.is_new ? "Welcome! You are " : "You are on the list already: ") + place;
}

// A /24 or /48, not the address: enough to see a flood, too little to see a person.
std::string network_of(IpAddress const& client)
{
    if (!client.known()) {
        return {};
    }
    return client.network(client.family() == IpAddress::Family::v4 ? 24 : 48).to_text();
}

}  // namespace

Endpoint join_waitlist_endpoint(Community& community)
{
    using Joined = Waitlist::Joined;
    return post("/api/v1/waitlist")
        .also_at("/waitlist")
        .operation("joinWaitlist")
        .tag("community")
        .summary("Wait for the store to open")
        .description("A second time changes nothing and succeeds too.")
        .limit(per_network("waitlist", 5, 1h))
        .body_example(R"({"email":"ada@example.com"})")
        .body(object<WaitlistInput>(
            field("email", &WaitlistInput::email, max_length(320), example("ada@example.com")),
            field(
                "referral_source",
                &WaitlistInput::referral_source,
                max_length(WaitlistEntry::kMaxReferral)
            )
        ))
        .returns<Joined>(
            200,
            presenter<Joined>(
                "WaitlistPlace",
                constant("success", true),
                out("count", &Joined::count),
                out("message", message),
                out("position", [](Joined const& j) { return j.entry.position; })
            )
        )
        .fails_with({fails(ErrorKind::invalid_input, std::string{kInvalidEmail})})
        .status_for(std::string{kInvalidEmail}, 400)
        .worker([&community](Context const& context, WaitlistInput const& in) {
            return community.join_waitlist.execute({
                .email = in.email,
                .referral_source = in.referral_source.value_or(""),
                .network = network_of(context.client),
            });
        });
}

Endpoint waitlist_count_endpoint(Community& community)
{
    auto const none = [](WaitlistCount const&) { return std::optional<std::string>{}; };
    return get("/api/v1/waitlist/count")
        .also_at("/waitlist/count")
        .operation("waitlistCount")
        .tag("community")
        .summary("How many wait")
        .returns<WaitlistCount>(
            200,
            presenter<WaitlistCount>(
                "WaitlistCount",
                constant("success", true),
                out("count", &WaitlistCount::count),
                out("message", none)
            )
        )
        .worker([&community](Context const&) -> Result<WaitlistCount> {
            return WaitlistCount{community.waitlist.count()};
        });
}

Endpoints routes(Community& community)
{
    return {join_waitlist_endpoint(community), waitlist_count_endpoint(community)};
}

}  // namespace upbeat::community
