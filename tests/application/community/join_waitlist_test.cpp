#include <upbeat/application/community/join_waitlist.hpp>

#include <map>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/fixed_clock.hpp>

using namespace upbeat;
using namespace upbeat::community;

namespace {

class MemoryWaitlist final : public Waitlist {
   public:
    Joined join(WaitlistEntry const& entry) override
    {
        auto [at, is_new] = entries_.emplace(entry.email, entry);
        if (is_new) {
            at->second.position = static_cast<std::int64_t>(entries_.size());
        }
        return {at->second, is_new, count()};
    }
    std::int64_t count() override { return static_cast<std::int64_t>(entries_.size()); }

   private:
    std::map<std::string, WaitlistEntry> entries_;
};

}  // namespace

TEST_CASE("an address joins once, however it is spelled", "[community][application]")
{
    MemoryWaitlist waitlist;
    testing::FixedClock const clock;
    JoinWaitlist join{waitlist, clock};

    auto const first = join.execute({.email = "ada@example.com", .referral_source = "blog"});
    auto const again = join.execute({.email = " ADA@example.com "});
    auto const next = join.execute({.email = "bob@example.com"});

    CHECK(first->is_new);
    CHECK(first->entry.signed_up_at == clock.now());
    CHECK_FALSE(again->is_new);
    CHECK(again->entry.position == 1);
    CHECK(again->entry.referral_source == "blog");
    CHECK(next->entry.position == 2);
    CHECK(next->count == 2);
}

TEST_CASE("what is no address does not join", "[community][application]")
{
    MemoryWaitlist waitlist;
    testing::FixedClock const clock;

    auto const refused = JoinWaitlist{waitlist, clock}.execute({.email = "ada"});

    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "invalid_email");
    CHECK(waitlist.count() == 0);
}
