#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <upbeat/infrastructure/platform/sql/function_ref.hpp>
#include <upbeat/infrastructure/platform/sql/params.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>
#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::sql {

using RowReader = FunctionRef<void(Row const&)>;

// A connection inside a unit of work, as Database hands it out; for the calling thread, until the
// work returns. Statements are prepared once per connection, `large` ones each time. Throws what
// errors.hpp lists.
class Session {
   public:
    Session() = default;
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;
    virtual ~Session() = default;

    virtual Engine engine() const = 0;

    // Runs a statement; gives the number of rows that it inserted, changed or deleted.
    virtual std::int64_t run(Statement const& statement, Params const& params = {}) = 0;

    // Calls `read` for every row, in order. A `large` statement is read in blocks, so that ten
    // million rows do not stand in memory; `read` may run other statements, not the same one.
    virtual void each(Statement const& statement, Params const& params, RowReader read) = 0;

    // The same for a batch of rows: see Batch. The sum of the affected rows, or what was returned.
    virtual std::int64_t run_many(Statement const& statement, Batch const& batch) = 0;
    virtual void each_of_many(Statement const& statement, Batch const& batch, RowReader read) = 0;

    // Has `act` run once, on this thread, after the outermost unit of work that this one belongs to
    // has committed and given its connection back; never if it does not commit. For telling others
    // what is now true; an act must not throw.
    void after_commit(std::function<void()> act) { after_commit_.push_back(std::move(act)); }
    std::vector<std::function<void()>> take_after_commit()
    {
        return std::exchange(after_commit_, {});
    }

    // Prepares without running and compares the columns it gives with those it declares; throws
    // BadStatement. For the test of all statements, and for `doctor`.
    virtual void prepare(Statement const& statement) = 0;

    // Runs a script of several statements without parameters: migrations, not work.
    virtual void script(std::string const& text) = 0;

    // The first row through `read`, or nothing if there is none.
    template <class Read>
    auto maybe(Statement const& statement, Params const& params, Read&& read)
        -> std::optional<std::remove_cvref_t<std::invoke_result_t<Read&, Row const&>>>
    {
        std::optional<std::remove_cvref_t<std::invoke_result_t<Read&, Row const&>>> found;
        each(statement, params, [&](Row const& row) {
            if (!found) {
                found.emplace(read(row));
            }
        });
        return found;
    }

    // The first row of a statement that always gives one, such as a count.
    template <class Read>
    auto one(Statement const& statement, Params const& params, Read&& read)
    {
        auto found = maybe(statement, params, std::forward<Read>(read));
        if (!found) {
            throw std::logic_error{std::string{statement.name} + " gave no row"};
        }
        return std::move(*found);
    }

    // The first column of the first row, for statements that give a number.
    std::int64_t number(Statement const& statement, Params const& params = {})
    {
        return one(statement, params, [](Row const& row) { return row.integer(0); });
    }

   private:
    std::vector<std::function<void()>> after_commit_;
};

}  // namespace upbeat::sql
