#include <array>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/voting/change_listener.hpp>
#include <upbeat/tests/support/catalog/memory_catalog.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/identity/memory_identity.hpp>

namespace upbeat::voting {
namespace {

struct Gateways {
    identity::Agent add_agent(std::string const& id, std::string const& name = "A name")
    {
        identity::Agent agent;
        agent.id = id;
        agent.name = name;
        REQUIRE(identity.write([&](auto& tx) { return tx.agents.add(agent); }));
        return agent;
    }

    void rename(std::string const& id, std::string const& name)
    {
        REQUIRE(identity.write([&](auto& tx) -> Result<void> {
            auto agent = tx.agents.find(id);
            agent->name = name;
            agent->origin = identity::Origin::registered;
            tx.agents.save(*agent);
            return {};
        }));
    }

    catalog::Track add_track(std::string const& id)
    {
        catalog::Track track;
        track.id = id;
        track.title = "Old";
        track.moods = {"calm", "dark"};
        track.price = {250};
        REQUIRE(catalog.write([&](auto& tx) { return tx.items.add(track); }));
        return track;
    }

    testing::FixedClock clock;
    testing::MemoryIdentity identity;
    testing::MemoryCatalog catalog;
    VoterDirectoryGateway voters{identity, identity, clock};
    ItemCardsGateway cards{catalog};
    VotingState state{clock.now()};
    ChangeListener listener{{state, cards, voters}};
};

}  // namespace

TEST_CASE("guests get a number once and registered agents none", "[voting][infrastructure]")
{
    Gateways gateways;
    gateways.add_agent("owner");
    std::array<std::string, 4> const names{"one", "owner", "two", "one"};

    auto const first = gateways.voters.guests(names);
    auto const again = gateways.voters.guests(names);

    REQUIRE(first.size() == 4);
    CHECK(first[0].has_value());
    CHECK_FALSE(first[1]);
    CHECK(first[2] != first[0]);
    CHECK(first[3] == first[0]);
    CHECK(again == first);
    CHECK(gateways.voters.find("one")->guest);
}

TEST_CASE("a guest that registers is no guest any more", "[voting][infrastructure]")
{
    Gateways gateways;
    std::array<std::string, 1> const name{"one"};
    auto const number = *gateways.voters.guests(name).front();

    gateways.rename("one", "Number one");
    gateways.listener.publish(contracts::AgentChanged{
        .voter = number, .agent_id = "one", .created_at = gateways.clock.now()
    });

    CHECK_FALSE(gateways.voters.guests(name).front());
    CHECK(gateways.voters.cards(std::array{number}).front().name == "Number one");
    CHECK(gateways.state.read([&](VotingProjection const& p) {
        return p.voters().find(number) != nullptr;
    }));
}

TEST_CASE("names are kept until the agent changes", "[voting][infrastructure]")
{
    Gateways gateways;
    auto const agent = gateways.add_agent("ada", "Ada");
    std::array const numbers{agent.num, VoterNum{999}};
    auto const name = [&] { return gateways.voters.cards(numbers).at(0).name; };
    CHECK(name() == "Ada");

    gateways.rename("ada", "Lovelace");
    CHECK(name() == "Ada");
    gateways.voters.forget(agent.num, "ada");

    CHECK(name() == "Lovelace");
    CHECK(gateways.voters.cards(numbers).at(1).id.empty());
}

TEST_CASE(
    "a changed item is told to the state and its old card is dropped", "[voting][infrastructure]"
)
{
    Gateways gateways;
    auto track = gateways.add_track("song-1");
    std::array const numbers{ItemNum{999}, track.num};
    auto const card = gateways.cards.cards(numbers).at(1);
    CHECK(card.title == "Old");
    CHECK(card.mood == "calm");
    CHECK(card.price_minor == 250);
    CHECK(gateways.cards.cards(numbers).at(0).id.empty());

    track.title = "New";
    REQUIRE(gateways.catalog.write([&](auto& tx) -> Result<void> {
        tx.items.save(track);
        return {};
    }));
    auto const before = gateways.state.version();
    gateways.listener.publish(
        contracts::ItemChanged{.num = track.num, .id = "song-1", .votable = false}
    );

    CHECK(gateways.cards.cards(numbers).at(1).title == "New");
    CHECK(gateways.state.version() > before);
    CHECK(gateways.state.read([&](VotingProjection const& p) {
        return p.items()[*p.items().find(track.num)].status;
    }) == ItemStatus::hidden);
}

}  // namespace upbeat::voting
