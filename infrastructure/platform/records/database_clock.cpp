#include <upbeat/infrastructure/platform/records/database_clock.hpp>

#include <algorithm>

#include <upbeat/infrastructure/platform/records/records_statements.hpp>

namespace upbeat::platform {

std::chrono::microseconds clock_lead(sql::Database& database, Clock const& clock)
{
    using std::chrono::microseconds;
    auto asked = Timestamp{};
    auto answered = Timestamp{};
    auto const there = database.read([&](sql::Session& session) {
        // The transaction has begun and the connection is open: only the question is timed.
        asked = clock.now();
        auto const time = session.one(sql_text::kDatabaseTime, {}, [](sql::Row const& row) {
            return row.time(0);
        });
        answered = clock.now();
        return time;
    });
    if (there > answered) {
        return answered - there;
    }
    return std::max(asked - there, microseconds{0});
}

}  // namespace upbeat::platform
