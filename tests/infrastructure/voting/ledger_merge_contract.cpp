#include <upbeat/infrastructure/voting/ledger_merge.hpp>

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "ledger_fixture.hpp"

namespace upbeat::voting {
namespace {

using testing::a_vote;
using testing::all_entries;
using testing::LedgerFixture;

// Some writers whose sequences overlap, one after the other in time and number, or not.
std::vector<LedgerRecord> entangled_records(std::size_t count)
{
    std::mt19937 random{7};
    std::vector<std::int64_t> seqs(5, 0);
    std::vector<LedgerRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
        auto const writer = i < count / 2 ? 3 : 1 + static_cast<std::int32_t>(random() % 4);
        auto const seq = seqs[static_cast<std::size_t>(writer)] +=
            1 + static_cast<std::int64_t>(random() % 3);
        auto const at = 1 + static_cast<std::int64_t>(i / 5);  // several share an instant
        records.push_back(a_vote(static_cast<std::int64_t>(i), 1, writer, seq, at));
    }
    return records;
}

std::vector<LedgerEntry> entries_of(std::vector<LedgerRecord> const& records)
{
    std::vector<LedgerEntry> entries;
    for (auto const& record : records) {
        entries.push_back(record.entry);
    }
    std::ranges::sort(entries, {}, &LedgerEntry::position);
    return entries;
}

}  // namespace

TEST_CASE("a scan merges the writers into one order", "[voting][contract]")
{
    LedgerFixture fixture;
    auto const records = entangled_records(1'000);
    (void)fixture.ledger.append(records);

    CHECK(all_entries(fixture.ledger) == entries_of(records));
}

TEST_CASE("a scan reads on across blocks", "[voting][contract]")
{
    LedgerFixture fixture;
    auto const records = entangled_records(static_cast<std::size_t>(LedgerMerge::kBlock) * 2 + 17);
    for (std::size_t begin = 0; begin < records.size(); begin += 2'000) {
        auto const size = std::min<std::size_t>(2'000, records.size() - begin);
        (void)fixture.ledger.append(std::span{records}.subspan(begin, size));
    }

    CHECK(all_entries(fixture.ledger) == entries_of(records));
}

TEST_CASE("a scan goes on after a position and stops when it is told to", "[voting][contract]")
{
    LedgerFixture fixture;
    auto const records = entangled_records(500);
    auto const expected = entries_of(records);
    (void)fixture.ledger.append(records);

    std::vector<LedgerEntry> rest;
    fixture.ledger.scan(expected[200].position(), [&](auto batch) {
        rest.insert(rest.end(), batch.begin(), batch.end());
        return true;
    });
    int calls = 0;
    fixture.ledger.scan(std::nullopt, [&](auto) { return ++calls < 1; });

    CHECK(std::ranges::equal(rest, std::span{expected}.subspan(201)));
    CHECK(calls == 1);
}

TEST_CASE("news are what follows the positions, and nobody else's", "[voting][contract]")
{
    LedgerFixture fixture;
    std::vector records{
        a_vote(1, 1, 1, 1), a_vote(2, 1, 1, 5), a_vote(3, 1, 2, 1), a_vote(4, 1, 9, 1)
    };
    (void)fixture.ledger.append(records);

    auto const news = fixture.ledger.news({{1, 1}, {2, 0}, {7, 0}}, 10);

    REQUIRE(news.size() == 2);
    CHECK(news[0] == records[2].entry);
    CHECK(news[1] == records[1].entry);
    CHECK(fixture.ledger.news({{1, 0}}, 1).size() == 1);
}

TEST_CASE("an empty ledger gives nothing", "[voting][contract]")
{
    LedgerFixture fixture;

    CHECK(all_entries(fixture.ledger).empty());
    CHECK(fixture.ledger.count() == 0);
    CHECK(fixture.ledger.news({}, 10).empty());
    CHECK(fixture.ledger.latest({}).empty());
}

}  // namespace upbeat::voting
