#include <upbeat/infrastructure/catalog/tool_statements.hpp>
#include <upbeat/infrastructure/catalog/track_statements.hpp>
#include <upbeat/infrastructure/community/waitlist_statements.hpp>
#include <upbeat/infrastructure/identity/agent_statements.hpp>
#include <upbeat/infrastructure/identity/key_statements.hpp>
#include <upbeat/infrastructure/platform/migrations/journal_statements.hpp>
#include <upbeat/infrastructure/platform/records/records_statements.hpp>
#include <upbeat/infrastructure/voting/checkpoint_statements.hpp>
#include <upbeat/infrastructure/voting/directory_statements.hpp>
#include <upbeat/infrastructure/voting/incident_statements.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>
#include <upbeat/infrastructure/voting/past_statements.hpp>

#include "all_statements.hpp"
std::vector<upbeat::sql::Statement const*> upbeat::testing::all_statements()
{
    std::vector<sql::Registry> const lists{
        catalog::statements::kAllOfTools,
        catalog::statements::kAllOfTracks,
        community::statements::kAll,
        identity::statements::kAllOfAgents,
        identity::statements::kAllOfKeys,
        platform::sql_text::kRecordsStatements,
        sql::kJournalStatements,
        voting::sql_text::kDirectoryStatements,
        voting::sql_text::kLedgerStatements,
        voting::sql_text::kIncidentStatements,
        voting::sql_text::kCheckpointStatements,
        voting::sql_text::kPastStatements,
    };
    std::vector<sql::Statement const*> all;
    for (auto const& list : lists) {
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}
