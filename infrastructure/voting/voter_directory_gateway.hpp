#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/infrastructure/voting/bounded_cache.hpp>

namespace upbeat::identity {
class IdentityReader;
class IdentityStore;
struct Agent;
}  // namespace upbeat::identity

namespace upbeat::voting {

// Identity's agents as voting sees them. Names and guests are kept in memory, at most kMost of
// each, until forget() is told that an agent changed. Safe to call from any thread; throws what
// identity's storage throws.
class VoterDirectoryGateway final : public VoterDirectory {
   public:
    static constexpr std::size_t kMost = 50'000;

    VoterDirectoryGateway(
        identity::IdentityReader& reader, identity::IdentityStore& store, Clock const& clock
    )
        : reader_{reader}, store_{store}, clock_{clock}
    {
    }

    void each(std::function<void(VoterFacts const&)> const& visit) override;
    std::vector<std::optional<VoterNum>> guests(std::span<std::string const> names) override;
    std::optional<VoterCard> find(std::string const& id) override;
    std::vector<VoterCard> cards(std::span<VoterNum const> voters) override;
    Preferences preferences(VoterNum voter) override;

    // An agent registered, was renamed or claimed.
    void forget(VoterNum num, std::string const& id);

    // Registered agents whose last change is not before `since`; those that changed are forgotten.
    using Visit = std::function<void(VoterFacts const&, Timestamp changed_at)>;
    void each_changed(Timestamp since, Visit const& visit);

   private:
    void add_guests(std::vector<std::string> const& names);

    identity::IdentityReader& reader_;
    identity::IdentityStore& store_;
    Clock const& clock_;
    BoundedCache<std::string, VoterNum> guests_{kMost};
    BoundedCache<VoterNum, VoterCard> cards_{kMost};
};

// Reads what an agent said it likes: a JSON object with genres, moods, platforms and categories as
// lists of words, or genre, mood, platform and category as one. Anything else is passed over.
Preferences preferences_of(std::string const& json);

}  // namespace upbeat::voting
