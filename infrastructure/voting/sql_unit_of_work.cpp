#include <upbeat/infrastructure/voting/sql_unit_of_work.hpp>

namespace upbeat::voting {

Result<void> SqlUnitOfWork::run(
    std::function<Result<void>()> const& work, std::function<void()> const& then
)
{
    return database_.write([&](sql::Session& session) -> Result<void> {
        UPBEAT_CHECK(work());
        if (then) {
            session.after_commit(then);
        }
        return {};
    });
}

}  // namespace upbeat::voting
