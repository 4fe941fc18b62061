#include <upbeat/domain/voting/conduct.hpp>

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/domain/voting/voter_standing.hpp>

using namespace upbeat;
using namespace upbeat::voting;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kNow = from_micros(1'772'625'600'000'000);

Incident blocked_at(Timestamp at)
{
    Incident incident{.action = ConductAction::blocked, .at = at, .until = at + kBlockDuration};
    incident.detector = Detector::fast_burst;
    return incident;
}

Incident flagged_at(Timestamp at)
{
    return {.action = ConductAction::flagged, .at = at, .until = at + kFlagDuration};
}

}  // namespace

TEST_CASE("the ladder flags first, blocks who is flagged, and suspends at the third", "[voting]")
{
    Conduct const clean;
    Verdict const flag{ConductAction::flagged, kNow + 7 * 24h};
    Verdict const block{ConductAction::blocked, kNow + 24h};
    CHECK(judge(Detector::fast_burst, false, false, clean, kNow) == flag);
    CHECK(judge(Detector::fast_burst, false, true, clean, kNow) == block);
    CHECK(judge(Detector::coordinated, true, false, clean, kNow) == flag);
    CHECK(judge(Detector::coordinated, true, true, clean, kNow) == block);

    std::vector incidents{blocked_at(kNow - std::chrono::days{29})};
    CHECK(judge(Detector::fast_burst, false, true, Conduct::of(incidents), kNow) == block);
    incidents.push_back(blocked_at(kNow - 48h));
    Verdict const suspension{ConductAction::suspended, std::nullopt};
    CHECK(judge(Detector::fast_burst, false, true, Conduct::of(incidents), kNow) == suspension);
    incidents.front().at = kNow - std::chrono::days{30};
    CHECK(judge(Detector::fast_burst, false, true, Conduct::of(incidents), kNow) == block);
}

TEST_CASE("one offence that two nodes raised is one block, in any order", "[voting]")
{
    std::vector incidents{
        blocked_at(kNow - 1h), blocked_at(kNow - 1h + 2s), blocked_at(kNow - 1h - 3s)
    };
    CHECK(Conduct::of(incidents).blocks(kNow) == 1);
    CHECK(Conduct::of(incidents).penalty(kNow) == kPenaltyOfBlock);
    auto const once = Conduct::of(incidents);
    std::ranges::reverse(incidents);
    CHECK(Conduct::of(incidents) == once);

    incidents.push_back(blocked_at(kNow - 1h + 2 * kIncidentGap));
    CHECK(Conduct::of(incidents).blocks(kNow) == 2);
    incidents.push_back(blocked_at(kNow - 1h));
    incidents.back().detector = Detector::coordinated;
    CHECK(Conduct::of(incidents).blocks(kNow) == 3);
}

TEST_CASE(
    "an agent is never blocked for haste alone, popularity, or one thing in common", "[voting]"
)
{
    Conduct const clean;
    for (auto const detector : {Detector::burst, Detector::volume}) {
        CHECK(judge(detector, true, true, clean, kNow).action == ConductAction::flagged);
    }
    for (auto const signal :
         {Detector::unidirectional, Detector::metronome, Detector::platform_bias}) {
        CHECK(judge(signal, true, true, clean, kNow) == Verdict{});
    }
    CHECK(judge(Detector::coordinated, false, true, clean, kNow).action == ConductAction::flagged);
}

TEST_CASE("a block lasts a day and costs a quarter of the reputation for thirty", "[voting]")
{
    auto const conduct = Conduct::of(std::vector{blocked_at(kNow)});

    CHECK(conduct.blocked(kNow));
    CHECK(conduct.blocked(kNow + 24h - 1us));
    CHECK_FALSE(conduct.blocked(kNow + 24h));
    CHECK(conduct.penalty(kNow) == 2'500);
    CHECK(conduct.penalty(kNow + std::chrono::days{30} - 1s) == 2'500);
    CHECK(conduct.penalty(kNow + std::chrono::days{30}) == 0);
}

TEST_CASE("penalties add up to half", "[voting]")
{
    std::vector incidents{blocked_at(kNow), blocked_at(kNow + 25h)};
    CHECK(Conduct::of(incidents).penalty(kNow + 30h) == 5'000);
    incidents.push_back(
        {.detector = Detector::fast_burst, .action = ConductAction::suspended, .at = kNow + 50h}
    );
    auto const conduct = Conduct::of(incidents);
    CHECK(conduct.suspended());
    CHECK(conduct.penalty(kNow + 60h) == 5'000);
    CHECK(conduct.penalty(kNow + std::chrono::days{400}) == 5'000);

    incidents.back().until = kNow + 70h;  // lifted
    CHECK_FALSE(Conduct::of(incidents).suspended());
    CHECK(Conduct::of(incidents).penalty(kNow + std::chrono::days{400}) == 0);
}

TEST_CASE("what is dismissed or only observed leaves nothing behind", "[voting]")
{
    std::vector incidents{blocked_at(kNow), flagged_at(kNow)};
    for (auto& incident : incidents) {
        incident.status = IncidentStatus::dismissed;
        incident.decided_at = kNow + 1h;
    }
    incidents.push_back({.action = ConductAction::observed, .at = kNow});
    auto const conduct = Conduct::of(incidents);

    CHECK_FALSE(conduct.blocked(kNow));
    CHECK_FALSE(conduct.flagged(kNow));
    CHECK(conduct.penalty(kNow) == 0);
    CHECK(conduct.blocks(kNow) == 0);
}

TEST_CASE("a dismissal lifts the flag that the ledger shows, not a later one", "[voting]")
{
    VoterStanding voter{{VoterNum{1}, OwnerNum{1}, kNow - std::chrono::days{300}, false}};
    LedgerEntry vote{.item = ItemNum{1}, .voter = VoterNum{1}, .direction = Direction::up};
    vote.at = kNow;
    vote.flags.set(EntryFlags::kFlagged);
    voter.fold(vote);
    CHECK(voter.flagged(kNow));

    auto incident = flagged_at(kNow);
    incident.status = IncidentStatus::dismissed;
    incident.decided_at = kNow + 1h;
    voter.set_conduct(Conduct::of(std::vector{incident}));
    CHECK_FALSE(voter.flagged(kNow + 1h));

    vote.item = ItemNum{2};
    vote.at = kNow + 2h;
    voter.fold(vote);
    CHECK(voter.flagged(kNow + 2h));
}

TEST_CASE("a penalty withholds its share of what votes earned", "[voting]")
{
    VoterStanding voter{{VoterNum{1}, OwnerNum{1}, kNow - std::chrono::days{300}, false}};
    for (int i = 0; i < 40; ++i) {
        LedgerEntry vote{.item = ItemNum{i + 1}, .voter = VoterNum{1}};
        vote.direction = i % 3 == 0 ? Direction::down : Direction::up;
        vote.at = kNow + i * 1h;
        voter.fold(vote);
    }
    auto const now = kNow + 41h;
    auto const before = voter.reputation(now).value;

    voter.set_conduct(Conduct::of(std::vector{blocked_at(now)}));

    CHECK(voter.reputation(now).value == before * 3 / 4);
}
