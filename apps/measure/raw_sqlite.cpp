#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include <upbeat/apps/measure/raw_loops.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>

namespace upbeat::apps {
namespace {

// As the server opens its writer.
constexpr auto kSettings =
    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;"
    "pragma temp_store = memory; pragma mmap_size = 268435456; pragma cache_size = -32768;"
    "pragma journal_size_limit = 67108864; pragma wal_autocheckpoint = 4000";

class SqliteLoop {
   public:
    SqliteLoop(std::string const& file, int batch, VotePattern pattern)
        : batch_{batch}, pattern_{std::move(pattern)}
    {
        // As the server has it: nothing else uses this connection.
        constexpr auto kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        require(sqlite3_open_v2(file.c_str(), &database_, kFlags, nullptr));
        execute(kSettings);
        auto const text = std::string{voting::sql_text::kAppend.text(sql::Engine::sqlite)};
        require(sqlite3_prepare_v3(
            database_, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &append_, nullptr
        ));
        for (auto place = 1; place <= sqlite3_bind_parameter_count(append_); ++place) {
            bind_plain(place);
        }
    }
    ~SqliteLoop()
    {
        sqlite3_finalize(append_);
        sqlite3_close(database_);
    }
    SqliteLoop(SqliteLoop const&) = delete;
    SqliteLoop& operator=(SqliteLoop const&) = delete;

    Sample run(int seconds)
    {
        auto const began = std::chrono::steady_clock::now();
        auto const first = seq_;
        auto passed = std::chrono::duration<double>{};
        while (passed.count() < seconds) {
            append();
            passed = std::chrono::steady_clock::now() - began;
        }
        return {.value = static_cast<double>(seq_ - first) / passed.count()};
    }

   private:
    void bind_plain(int place)
    {
        auto const* const plain = plain_value_of(sqlite3_bind_parameter_name(append_, place) + 1);
        require(
            plain == nullptr ? sqlite3_bind_null(append_, place)
                             : sqlite3_bind_int64(append_, place, std::stoll(plain))
        );
    }

    void bind(char const* name, std::int64_t value)
    {
        sqlite3_bind_int64(append_, sqlite3_bind_parameter_index(append_, name), value);
    }

    void append()
    {
        auto const now = std::chrono::duration_cast<std::chrono::microseconds>(
                             std::chrono::system_clock::now().time_since_epoch()
        )
                             .count();
        execute("begin immediate");
        bind(":at", now);
        for (auto row = 0; row < batch_; ++row) {
            auto const [agent, track] = pattern_();
            bind(":item", track + 1);
            bind(":voter", agent + 1);
            bind(":seq", ++seq_);
            if (sqlite3_step(append_) != SQLITE_ROW) {
                throw std::runtime_error{"the raw loop found a vote in its way"};
            }
            while (sqlite3_step(append_) == SQLITE_ROW) {
            }
            sqlite3_reset(append_);
        }
        execute("commit");
    }

    void execute(char const* text)
    {
        require(sqlite3_exec(database_, text, nullptr, nullptr, nullptr));
    }

    void require(int code) const
    {
        if (code != SQLITE_OK) {
            throw std::runtime_error{
                std::string{"the raw SQLite loop: "} + sqlite3_errmsg(database_)
            };
        }
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* append_ = nullptr;
    int batch_;
    VotePattern pattern_;
    std::int64_t seq_ = 0;
};

}  // namespace

RawLoop raw_sqlite_loop(std::string const& file, int batch, VotePattern pattern)
{
    auto const loop = std::make_shared<SqliteLoop>(file, batch, std::move(pattern));
    return [loop](int seconds) { return loop->run(seconds); };
}

}  // namespace upbeat::apps
