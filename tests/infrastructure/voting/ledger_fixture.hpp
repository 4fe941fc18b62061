#pragma once

#include <cstdint>
#include <vector>

#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

namespace upbeat::testing {

class StandingClock final : public Clock {
   public:
    Timestamp now() const override { return from_micros(1'700'000'000'000'000); }
};

// A fresh ledger on the engine under test.
struct LedgerFixture {
    FreshDatabase database{engine_under_test()};
    StandingClock clock;
    voting::SqlLedger ledger{*database, clock};
};

// A first vote; `at` in seconds.
inline voting::LedgerRecord a_vote(
    std::int64_t item,
    std::int64_t voter,
    std::int32_t writer,
    std::int64_t seq,
    std::int64_t at = 0
)
{
    voting::LedgerRecord record;
    record.entry.item = {item};
    record.entry.voter = {voter};
    record.entry.direction = Direction::up;
    record.entry.weight = {1'000};
    record.entry.at = from_micros(1'700'000'000'000'000 + (at == 0 ? seq : at) * 1'000'000);
    record.entry.writer = writer;
    record.entry.seq = seq;
    return record;
}

inline std::vector<voting::LedgerEntry> all_entries(voting::SqlLedger& ledger)
{
    std::vector<voting::LedgerEntry> entries;
    ledger.scan(std::nullopt, [&](auto batch) {
        entries.insert(entries.end(), batch.begin(), batch.end());
        return true;
    });
    return entries;
}

}  // namespace upbeat::testing
