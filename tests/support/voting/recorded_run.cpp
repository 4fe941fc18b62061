#include <upbeat/tests/support/voting/recorded_run.hpp>

#include <algorithm>
#include <array>

#include <upbeat/domain/voting/ledger_follow_up.hpp>

namespace upbeat::testing {
namespace {

using namespace voting;

// Who takes votes out and puts them back writes under a number of its own.
constexpr std::int32_t kJudge = 900;

struct Asked {
    Period period;
    ChartFilter filter;
};

std::vector<Asked> questions()
{
    std::vector<Asked> asked;
    for (auto const period : {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
        asked.push_back({period, {}});
        asked.push_back({period, {.kind = ItemKind::track, .limit = 7, .min_votes = 3}});
    }
    return asked;
}

bool same(ChartPage const& a, ChartPage const& b)
{
    auto const same_line = [](ChartLine const& x, ChartLine const& y) { return x.row == y.row; };
    return std::ranges::equal(a.lines, b.lines, same_line) &&
           a.table.min_votes == b.table.min_votes && a.table.qualified == b.table.qualified &&
           a.table.window_start == b.table.window_start && a.updated_at == b.updated_at;
}

bool same(TrendingPage const& a, TrendingPage const& b)
{
    auto const same_line = [](auto const& x, auto const& y) { return x.row == y.row; };
    return std::ranges::equal(a.tracks, b.tracks, same_line) &&
           std::ranges::equal(a.tools, b.tools, same_line) && a.updated_at == b.updated_at;
}

}  // namespace

void RecordedRun::play(int steps)
{
    for (int step = 0; step < steps; ++step) {
        wait();
        switch (up_to(20)) {
            case 0: judge(); break;
            case 1: change_status(); break;
            case 2: publish(); break;
            default: vote(); break;
        }
        if (up_to(4) == 0) {
            record();
        }
    }
}

void RecordedRun::wait()
{
    using namespace std::chrono;
    // Never nothing: what is answered and what is voted in one microsecond have no order.
    auto const pause = up_to(10);
    parts_.clock.advance(microseconds{1});
    parts_.clock.advance(
        pause == 0 ? microseconds{hours{up_to(12)}}
                   : microseconds{minutes{up_to(20)}} + microseconds{up_to(1'000'000)}
    );
}

void RecordedRun::vote()
{
    auto const& voter = parts_.voters[up_to(static_cast<unsigned>(parts_.voters.size()))];
    auto const& item = parts_.facts[up_to(static_cast<unsigned>(parts_.facts.size()))];
    VoteIntent intent{.item_id = item.id, .voter = voter};
    if (up_to(8) == 0) {
        intent.voter = GuestVoter{.agent_id = "guest-" + std::to_string(up_to(9))};
    }
    intent.kind = item.kind;
    intent.direction = static_cast<Direction>(static_cast<int>(up_to(6)) / 2 - 1);
    constexpr std::array kOperations{
        Operation::cast, Operation::cast, Operation::change, Operation::withdraw
    };
    intent.operation = kOperations[up_to(kOperations.size())];
    // Refusals are answers too.
    (void)parts_.voting.cast_votes.execute(std::span{&intent, 1});
}

// Takes a vote out of the count, or puts one back.
void RecordedRun::judge()
{
    auto const& voter = parts_.voters[up_to(static_cast<unsigned>(parts_.voters.size()))];
    auto const page = parts_.ledger.by_voter(voter.num, {1, 50});
    if (page.items.empty()) {
        return;
    }
    auto const& chosen = page.items[up_to(static_cast<unsigned>(page.items.size()))].entry;
    auto const latest =
        parts_.ledger.latest(std::array{VoteKey{chosen.item, chosen.voter}}).front();
    auto const now = parts_.clock.now();
    LedgerRecord record;
    if (can_be_restored(*latest)) {
        record.entry = restoration_of(*latest, now);
    } else if (can_be_quarantined(*latest)) {
        record.entry = up_to(3) == 0 ? void_of(*latest, now) : quarantine_of(*latest, now);
    } else {
        return;
    }
    record.entry.writer = kJudge;
    record.entry.seq = ++judged_;
    (void)parts_.ledger.append(std::array{record});
    parts_.voting.state.fold(std::array{record.entry}, now);
}

void RecordedRun::change_status()
{
    auto& facts = parts_.facts[up_to(static_cast<unsigned>(parts_.facts.size()))];
    facts.status =
        facts.status == ItemStatus::live ? static_cast<ItemStatus>(1 + up_to(2)) : ItemStatus::live;
    parts_.voting.state.put_item(facts);
    parts_.statuses.add(facts.num, parts_.clock.now(), facts.status);
}

void RecordedRun::publish()
{
    ItemFacts facts = parts_.facts.front();
    facts.num = {1'000 + static_cast<std::int64_t>(parts_.facts.size())};
    facts.id = "later-" + std::to_string(parts_.facts.size());
    facts.kind = up_to(3) == 0 ? ItemKind::tool : ItemKind::track;
    facts.status = ItemStatus::live;
    facts.created_at = parts_.clock.now();
    parts_.items.add(facts);
    parts_.voting.state.put_item(facts);
    parts_.facts.push_back(facts);
}

void RecordedRun::record()
{
    Recorded recorded{.at = parts_.clock.now()};
    for (auto const& [period, filter] : questions()) {
        recorded.pages.push_back(parts_.voting.get_chart.top(period, filter));
    }
    recorded.trending = parts_.voting.get_chart.trending();
    recorded_.push_back(std::move(recorded));
}

std::vector<Timestamp> RecordedRun::differences(ChartArchive& archive) const
{
    std::vector<Timestamp> different;
    auto const asked = questions();
    for (auto const& then : recorded_) {
        auto const trending = archive.trending(10, then.at);
        bool all_same = trending && same(*trending, then.trending);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            auto const page = archive.top(asked[i].period, asked[i].filter, then.at);
            all_same = all_same && page && same(*page, then.pages[i]);
        }
        if (!all_same) {
            different.push_back(then.at);
        }
    }
    return different;
}

}  // namespace upbeat::testing
