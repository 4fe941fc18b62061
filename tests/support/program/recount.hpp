#pragma once

#include <string>
#include <vector>

#include <upbeat/tests/support/program/crashable_server.hpp>
#include <upbeat/tests/support/program/vote_book.hpp>

namespace upbeat::testing {

// The whole ledger, read past the program: by SQLite's or PostgreSQL's own library and SQL that is
// written for this. `url` is a file's path or postgresql://.
std::vector<LedgerRow> read_ledger(std::string const& url);

// Counts the ledger again and compares it with what the server shows: every item's tally, the chart
// of all time with its order, and that each of the given votes can be read. Complaints in plain
// words.
std::vector<std::string> compare_with_api(
    CrashableServer const& server,
    std::vector<LedgerRow> const& ledger,
    std::vector<std::string> const& items,
    std::vector<std::string> const& vote_ids
);

}  // namespace upbeat::testing
