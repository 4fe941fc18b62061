#include <upbeat/infrastructure/voting/writer_numbers.hpp>

#include <upbeat/infrastructure/voting/directory_statements.hpp>

namespace upbeat::voting {

std::int32_t WriterNumbers::take(Timestamp now)
{
    auto const number = [&](sql::Session& session) -> Result<std::int64_t> {
        return session.number(sql_text::kNewWriter, {{"at", now}});
    };
    return static_cast<std::int32_t>(database_.write(number).value());
}

std::vector<std::int32_t> WriterNumbers::given(std::int32_t after) const
{
    std::vector<std::int32_t> writers;
    database_.read([&](sql::Session& session) {
        session.each(sql_text::kWriters, {{"after", after}}, [&](sql::Row const& row) {
            writers.push_back(static_cast<std::int32_t>(row.integer(0)));
        });
    });
    return writers;
}

}  // namespace upbeat::voting
