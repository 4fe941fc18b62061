#include <limits>

#include <catch2/catch.hpp>

#include "incidents_backend.hpp"

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::make_incidents_backend;

namespace {

constexpr Timestamp kStart = from_micros(1'772'625'600'000'000);

Timestamp at(int second)
{
    return kStart + std::chrono::seconds{second};
}

Incident incident(std::string id, std::int64_t voter, int second)
{
    Incident made{.id = std::move(id), .voter = VoterNum{voter}, .at = at(second)};
    made.case_id = made.id;
    made.until = made.at + std::chrono::hours{1};
    made.changed_at = made.at;
    return made;
}

std::vector<std::string> ids(std::vector<Incident> const& incidents)
{
    std::vector<std::string> found;
    for (auto const& one : incidents) {
        found.push_back(one.id);
    }
    return found;
}

}  // namespace

TEST_CASE("an incident comes back as it was, with all it can hold", "[voting][contract]")
{
    auto const backend = make_incidents_backend();
    auto& store = backend->incidents();
    auto full = incident("inc_1", std::numeric_limits<std::int64_t>::max(), 1);
    full.case_id = "inc_0";
    full.detector = Detector::coordinated;
    full.action = ConductAction::suspended;
    full.item = ItemNum{7};
    full.holds_vote = true;
    full.settled = false;
    full.evidence.say("votes_in_a_minute", std::numeric_limits<std::int64_t>::max(), 10);
    full.evidence.say("others", -1);
    full.evidence.others = {VoterNum{3}, VoterNum{9}};
    full.status = IncidentStatus::appealed;
    full.decided_by = "admin";
    full.decided_at = at(5);
    full.decision = "looks \"right\"";
    full.appeal = "I am no robot\n\xF0\x9F\x8E\xB5";
    full.appealed_at = at(6);
    auto plain = incident("inc_2", 2, 2);
    plain.until.reset();

    store.append(std::vector{full, plain});

    CHECK(store.find("inc_1") == full);
    CHECK(store.find("inc_2") == plain);
    CHECK_FALSE(store.find("inc_3"));
}

TEST_CASE("an id that exists keeps its row", "[voting][contract]")
{
    auto const backend = make_incidents_backend();
    auto& store = backend->incidents();
    auto const first = incident("inc_1", 1, 1);
    store.append(std::vector{first});

    store.append(std::vector{incident("inc_1", 2, 9), incident("inc_2", 2, 9)});

    CHECK(store.find("inc_1") == first);
    CHECK(store.find("inc_2"));
}

TEST_CASE("incidents are listed newest first, by any of their marks", "[voting][contract]")
{
    auto const backend = make_incidents_backend();
    auto& store = backend->incidents();
    auto a = incident("inc_a", 1, 1);
    auto b = incident("inc_b", 1, 2);
    b.detector = Detector::volume;
    auto c = incident("inc_c", 2, 3);
    c.action = ConductAction::blocked;
    c.status = IncidentStatus::dismissed;
    store.append(std::vector{a, b, c});

    auto const listed = [&](IncidentFilter const& filter) {
        return ids(store.list(filter, {1, 10}).items);
    };
    CHECK(listed({}) == std::vector<std::string>{"inc_c", "inc_b", "inc_a"});
    CHECK(listed({.voter = VoterNum{1}}) == std::vector<std::string>{"inc_b", "inc_a"});
    CHECK(listed({.detector = Detector::burst}) == std::vector<std::string>{"inc_c", "inc_a"});
    CHECK(listed({.action = ConductAction::blocked}) == std::vector<std::string>{"inc_c"});
    CHECK(listed({.status = IncidentStatus::open}) == std::vector<std::string>{"inc_b", "inc_a"});
    auto const page = store.list({}, {2, 2});
    CHECK(page.total == 3);
    CHECK(ids(page.items) == std::vector<std::string>{"inc_a"});
}

TEST_CASE("an incident changes only from what it was", "[voting][contract]")
{
    auto const backend = make_incidents_backend();
    auto& store = backend->incidents();
    auto one = incident("inc_1", 1, 1);
    store.append(std::vector{one});
    auto const before = one.changed_at;
    one.status = IncidentStatus::dismissed;
    one.decided_by = "admin";
    one.decided_at = at(9);
    one.decision = "a mistake";
    one.until = at(9);
    one.holds_vote = true;
    one.settled = false;
    one.changed_at = at(9);

    CHECK(store.update(one, before));
    CHECK(store.find("inc_1") == one);
    one.decision = "once more";
    CHECK_FALSE(store.update(one, before));
    CHECK(store.find("inc_1")->decision == "a mistake");
}

TEST_CASE("a case holds together", "[voting][contract]")
{
    auto const backend = make_incidents_backend();
    auto& store = backend->incidents();
    auto second = incident("inc_2", 2, 1);
    second.case_id = "inc_1";
    store.append(std::vector{incident("inc_1", 1, 1), second, incident("inc_3", 3, 1)});

    CHECK(ids(store.of_case("inc_1")) == std::vector<std::string>{"inc_1", "inc_2"});
    CHECK(store.of_case("inc_2").empty());
}

TEST_CASE("what still matters is found however old it is", "[voting][contract]")
{
    auto const backend = make_incidents_backend();
    auto& store = backend->incidents();
    auto old = incident("inc_1", 1, 0);
    auto suspended = incident("inc_2", 1, 0);
    suspended.action = ConductAction::suspended;
    suspended.until.reset();
    auto holding = incident("inc_3", 1, 0);
    holding.holds_vote = true;
    auto unsettled = incident("inc_4", 1, 0);
    unsettled.settled = false;
    unsettled.status = IncidentStatus::dismissed;
    auto lifted = suspended;
    lifted.id = "inc_5";
    lifted.until = at(1);
    auto pardoned = suspended;
    pardoned.id = "inc_6";
    pardoned.status = IncidentStatus::dismissed;
    store.append(
        std::vector{old, suspended, holding, unsettled, lifted, pardoned, incident("inc_7", 1, 100)}
    );

    CHECK(
        ids(store.relevant(at(100))) == std::vector<std::string>{"inc_2", "inc_3", "inc_4", "inc_7"}
    );
    CHECK(ids(store.changed(at(100))) == std::vector<std::string>{"inc_7"});
    CHECK(store.changed(at(101)).empty());
}
