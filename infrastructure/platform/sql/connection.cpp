#include <chrono>

#include "connection.hpp"

namespace upbeat::sql {
namespace {

// Leaves a statement ready for its next run, whatever happened in this one.
class AtEnd {
   public:
    explicit AtEnd(FunctionRef<void()> action) : action_{action} {}
    AtEnd(AtEnd const&) = delete;
    AtEnd& operator=(AtEnd const&) = delete;
    ~AtEnd() { action_(); }

   private:
    FunctionRef<void()> action_;
};

constexpr auto kIgnore = [](Row const&) {};

}  // namespace

std::int64_t Connection::run(Statement const& statement, Params const& params)
{
    std::int64_t changed = 0;
    guarded(statement.name, [&] { changed = execute(statement, params.list(), kIgnore); });
    return changed;
}

void Connection::each(Statement const& statement, Params const& params, RowReader read)
{
    auto const hand_out = [&](Row const& row) {
        delivered_ = true;
        read(row);
    };
    guarded(statement.name, [&] {
        if (statement.large) {
            each_block(statement, params, hand_out);
        } else {
            execute(statement, params.list(), hand_out);
        }
    });
}

std::int64_t Connection::run_many(Statement const& statement, Batch const& rows)
{
    std::int64_t changed = 0;
    if (!rows.empty()) {
        guarded(statement.name, [&] { changed = batch(statement, rows, kIgnore); });
    }
    return changed;
}

void Connection::each_of_many(Statement const& statement, Batch const& rows, RowReader read)
{
    auto const hand_out = [&](Row const& row) {
        delivered_ = true;
        read(row);
    };
    if (!rows.empty()) {
        guarded(statement.name, [&] { batch(statement, rows, hand_out); });
    }
}

void Connection::prepare(Statement const& statement)
{
    guarded(statement.name, [&] {
        auto const text = std::string{statement.text(engine())};
        soci::statement prepared{session()};
        prepared.alloc();
        prepared.prepare(text, soci::details::st_repeatable_query);
        check_columns(statement, prepared);
    });
}

void Connection::script(std::string const& text)
{
    guarded("script", [&] { execute_script(text); });
}

void Connection::begin(Mode mode)
{
    mode_ = mode;
    failure_ = nullptr;
    delivered_ = false;
    take_after_commit();
    guarded("begin", [&] { do_begin(mode); });
}

void Connection::commit()
{
    guarded("commit", [&] { do_commit(mode_); });
}

void Connection::ping()
{
    guarded("ping", [&] { do_ping(); });
}

void Connection::rollback() noexcept
{
    try {
        do_rollback(mode_);
    } catch (...) {
        // The transaction ends with the connection then.
        broken_ = true;
    }
    // Another thread is next to use the connection: the exception stays with this one.
    failure_ = nullptr;
    // Not earlier: a failed transaction of PostgreSQL refuses to deallocate.
    std::erase_if(cache_, [](auto const& entry) { return entry.second->spoiled(); });
}

std::int64_t Connection::execute(
    Statement const& statement, std::span<Param const> params, RowReader read
)
{
    expect_answer(statement.large);
    auto const relax = [&] { answered(); };
    AtEnd const after_answer{relax};
    auto& ready = prepared(statement, params);
    ready.bind(params);
    auto const cleanup = [&] { reset(ready.statement()); };
    AtEnd const at_end{cleanup};
    try {
        ready.run(read);
    } catch (soci::soci_error const&) {
        ready.spoil();
        throw;
    }
    return affected(ready.statement());
}

Prepared& Connection::prepared(Statement const& statement, std::span<Param const> params)
{
    auto const text = statement.text(engine());
    auto found = cache_.find(statement.name);
    if (found == cache_.end() || !found->second->fits(text, params)) {
        auto fresh =
            std::make_unique<Prepared>(session(), text, statement.columns, params, Life::kept);
        found = cache_.insert_or_assign(std::string{statement.name}, std::move(fresh)).first;
    }
    return *found->second;
}

void Connection::guarded(std::string_view name, FunctionRef<void()> step)
{
    auto const started = std::chrono::steady_clock::now();
    auto const report = [&](bool failed) {
        if (options_.on_statement) {
            options_.on_statement({name, std::chrono::steady_clock::now() - started, failed});
        }
    };
    try {
        step();
    } catch (soci::soci_error const& error) {
        report(true);
        fail_with(error, name);
    }
    report(false);
}

void Connection::fail_with(soci::soci_error const& error, std::string_view name)
{
    std::exception_ptr meaning = nullptr;
    try {
        translate(error, name);
    } catch (...) {
        meaning = std::current_exception();
    }
    failure_ = failure_ ? failure_ : meaning;
    std::rethrow_exception(meaning);
}

void Connection::warn(std::string const& line) const
{
    if (options_.on_warning) {
        options_.on_warning(line);
    }
}

}  // namespace upbeat::sql
