#pragma once

#include <upbeat/application/catalog/catalog.hpp>
#include <upbeat/tests/support/catalog/memory_catalog.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>

namespace upbeat::testing {

// A catalogue over memory whose index follows what is published, as in the program.
struct CatalogFixture : contracts::EventSink {
    MemoryCatalog store{};
    FixedStandings standings{};
    FixedCreators creators{};
    CountedIds ids{};
    FixedClock clock{};
    catalog::Catalog catalog{{store, store, standings, creators, ids, clock}};

    CatalogFixture()
    {
        store.tell(*this);
        creators.creators["bot"] = {"bot", "Listening Bot", VoterNum{7}};
    }

    void publish(contracts::Event const& event) override
    {
        auto const& change = std::get<contracts::ItemChanged>(event);
        catalog.memory.on_changed(change);
        standings.live.erase(change.num);
        if (change.votable) {
            standings.live[change.num] = change.kind;
        }
    }

    static Actor bot() { return {.role = Role::agent, .id = "bot", .voter = VoterNum{7}}; }
    static Actor other() { return {.role = Role::agent, .id = "other", .voter = VoterNum{8}}; }
    static Actor admin() { return {.role = Role::admin, .id = "admin"}; }

    // What the first upload bots send: no artist.
    static catalog::TrackFields fields(std::string title = "Amber Signal")
    {
        return {
            .title = std::move(title),
            .platform = "Suno AI",
            .purchase_url = "https://suno.com/song/1?affiliate=aimusicstore",
            .genre = "electronic",
            .moods = std::vector<std::string>{"energetic"},
            .price = catalog::Price{199},
        };
    }

    Result<catalog::RevisedTrack> publish_as(
        Actor const& actor, catalog::TrackFields track = fields()
    )
    {
        return catalog.publish_track.execute({.act = {.actor = actor}, .fields = std::move(track)});
    }
};

inline std::string code_of(auto const& result)
{
    return result ? "" : result.error().code;
}

}  // namespace upbeat::testing
