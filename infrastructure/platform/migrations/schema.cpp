#include <upbeat/infrastructure/platform/migrations/schema.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "journal.hpp"

namespace upbeat::sql {
namespace {

using State = SchemaStatus::State;

// The first migration that was applied in another form than the one known, if there is one.
Applied const* altered(std::vector<Migration> const& known, std::vector<Applied> const& applied)
{
    auto const differs = [&](Applied const& one) {
        auto const same = std::ranges::find(known, one.number, &Migration::number);
        return same != known.end() && same->checksum != one.checksum;
    };
    auto const found = std::ranges::find_if(applied, differs);
    return found == applied.end() ? nullptr : &*found;
}

std::vector<Migration> pending(
    std::vector<Migration> const& known, std::vector<Applied> const& applied
)
{
    std::vector<Migration> missing;
    std::ranges::copy_if(known, std::back_inserter(missing), [&](Migration const& one) {
        return std::ranges::find(applied, one.number, &Applied::number) == applied.end();
    });
    return missing;
}

void judge(SchemaStatus& status, Applied const* changed)
{
    if (changed != nullptr) {
        status.state = State::altered;
        status.advice = fmt::format(
            "the migration {} was applied in another form than this program carries: use the "
            "release that made this database, or restore a backup",
            changed->name
        );
    } else if (status.current > status.latest) {
        status.state = State::newer;
        status.advice = fmt::format(
            "the database has schema {}, this program knows {}: install the newer release",
            status.current,
            status.latest
        );
    } else if (!status.pending.empty()) {
        status.state = State::outdated;
        status.advice = fmt::format(
            "the database has schema {}, this program needs {}: run `upbeat migrate`",
            status.current,
            status.latest
        );
    } else {
        status.state = State::current;
    }
}

SchemaStatus compare(std::vector<Migration> const& known, std::vector<Applied> const& applied)
{
    SchemaStatus status;
    status.current = applied.empty() ? 0 : applied.back().number;
    status.latest = known.empty() ? 0 : known.back().number;
    for (auto const& migration : pending(known, applied)) {
        status.pending.push_back(migration.name);
    }
    judge(status, altered(known, applied));
    return status;
}

Error refusal(SchemaStatus const& status)
{
    return {
        .kind = ErrorKind::rule_broken,
        .code = status.state == State::newer ? "schema_newer" : "schema_altered",
        .detail = status.advice
    };
}

}  // namespace

SchemaStatus schema_status(Database& database)
{
    auto const known = migrations_for(database.engine());
    return database.read([&](Session& session) {
        Journal journal{session};
        return compare(known, journal.exists() ? journal.applied() : std::vector<Applied>{});
    });
}

Result<std::vector<std::string>> migrate(
    Database& database, Timestamp now, std::function<void(std::string_view)> const& on_step
)
{
    auto const known = migrations_for(database.engine());
    return database.write([&](Session& session) -> Result<std::vector<std::string>> {
        Journal journal{session};
        journal.lock();
        journal.create();
        auto const applied = journal.applied();
        auto const status = compare(known, applied);
        if (status.state == State::newer || status.state == State::altered) {
            return fail(refusal(status));
        }
        for (auto const& migration : pending(known, applied)) {
            if (on_step) {
                on_step(migration.name);
            }
            session.script(std::string{migration.text});
            journal.record(migration, now);
        }
        return status.pending;
    });
}

}  // namespace upbeat::sql
