#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/item_facts.hpp>

namespace upbeat::voting {

// What a voter would rather hear. Slugs; matching is exact on lower-case text.
struct Preferences {
    std::vector<std::string> genres{};
    std::vector<std::string> moods{};
    std::vector<std::string> platforms{};
    std::vector<std::string> categories{};

    bool empty() const
    {
        return genres.empty() && moods.empty() && platforms.empty() && categories.empty();
    }
};

struct VoterCard {
    VoterNum num{};
    std::string id{};    // public agent id
    std::string name{};  // display name; the id of a guest
    bool guest = false;
};

// Where voting learns of agents. Safe to call from any thread.
class VoterDirectory {
   public:
    virtual ~VoterDirectory() = default;

    // Every registered agent, suspended ones too, without guests; streams.
    virtual void each(std::function<void(VoterFacts const&)> const& visit) = 0;

    // The number under which guests of these names vote; a name nobody has used is added as a
    // guest. In the order of the names; nothing for a name that a registered agent owns.
    virtual std::vector<std::optional<VoterNum>> guests(std::span<std::string const> names) = 0;

    // By public id, registered agents and guests.
    virtual std::optional<VoterCard> find(std::string const& id) = 0;
    // In the order of the numbers; an unknown number gives a card with an empty id.
    virtual std::vector<VoterCard> cards(std::span<VoterNum const> voters) = 0;
    virtual Preferences preferences(VoterNum voter) = 0;
};

}  // namespace upbeat::voting
