#include <upbeat/infrastructure/platform/sql/database.hpp>

#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "attempts.hpp"
#include "pool.hpp"
#include "postgres_url.hpp"
#include "socket_watch.hpp"
#include "unit_of_work.hpp"

namespace upbeat::sql {
namespace {

// Longer than readiness checks are apart, so that it is they who try a server that may hang.
constexpr std::chrono::seconds kLeftToProbes{2};

class PooledDatabase : public Database {
   public:
    explicit PooledDatabase(Options options) : options_{std::move(options)} {}

    void ping() override { readers().lease(Asking::probe)->ping(); }

    void hurry(std::chrono::milliseconds most) override
    {
        readers().hurry(most);
        writers().hurry(most);
    }

   protected:
    virtual Pool& readers() = 0;
    virtual Pool& writers() = 0;
    Options const& options() const { return options_; }

    Result<void> run_write(Unit work) override
    {
        return run_or_join(work, Mode::write, Repeat::if_undone);
    }

    Result<void> run_autocommit(Unit work, Repeat repeat) override
    {
        return run_or_join(work, Mode::autocommit, repeat);
    }

    void run_read(FunctionRef<void(Session&)> work) override
    {
        if (auto* const unit = UnitOfWork::current(*this)) {
            work(unit->session());
            return;
        }
        Attempts attempts{Repeat::if_undone};
        bool delivered = false;
        while (!attempts.succeeds([&] { read_once(work, delivered); }, delivered)) {
        }
    }

   private:
    Result<void> run_or_join(Unit work, Mode mode, Repeat repeat)
    {
        if (auto* const unit = UnitOfWork::current(*this)) {
            if (unit->mode() == Mode::read ||
                (unit->mode() == Mode::autocommit && mode == Mode::write)) {
                throw std::logic_error{"a write was begun inside a read, or inside one statement"};
            }
            return unit->join(work);
        }
        Attempts attempts{repeat};
        Result<void> outcome;
        bool const rows_matter = false;
        while (!attempts.succeeds([&] { outcome = write_once(work, mode); }, rows_matter)) {
        }
        return outcome;
    }

    Result<void> write_once(Unit work, Mode mode)
    {
        std::vector<std::function<void()>> acts;
        {
            auto const connection = writers().lease();
            auto outcome = UnitOfWork{*this, *connection, mode}.run(work);
            if (!outcome) {
                return outcome;
            }
            acts = connection->take_after_commit();
        }
        for (auto const& act : acts) {
            act();
        }
        return {};
    }

    // Rows that were handed out cannot be taken back, so `delivered` ends the attempts.
    void read_once(FunctionRef<void(Session&)> work, bool& delivered)
    {
        auto const connection = readers().lease();
        auto const unit = [&](Session& session) -> Result<void> {
            work(session);
            return {};
        };
        try {
            static_cast<void>(UnitOfWork{*this, *connection, Mode::read}.run(unit));
        } catch (...) {
            delivered = connection->delivered();
            throw;
        }
    }

    Options options_;
};

class SqliteDatabase final : public PooledDatabase {
   public:
    SqliteDatabase(std::string const& path, Options options)
        : PooledDatabase{std::move(options)},
          writers_{
              [this, path] { return open_sqlite(path, Mode::write, this->options()); },
              {.most = 1, .lease_timeout = this->options().lease_timeout}
          },
          readers_{
              [this, path] { return open_sqlite(path, Mode::read, this->options()); },
              {.most = this->options().connections, .lease_timeout = this->options().lease_timeout}
          }
    {
        writers_.lease()->ping();
    }

    Engine engine() const override { return Engine::sqlite; }

   protected:
    Pool& readers() override { return readers_; }
    Pool& writers() override { return writers_; }

   private:
    Pool writers_;
    Pool readers_;
};

class PostgresDatabase final : public PooledDatabase {
   public:
    PostgresDatabase(std::string const& url, Options options)
        : PooledDatabase{std::move(options)},
          pool_{
              [this, url] { return open_postgres(url, this->options(), watch_); },
              {.most = this->options().connections,
               .lease_timeout = this->options().lease_timeout,
               .pause = kLeftToProbes}
          }
    {
        pool_.lease()->ping();
    }

    Engine engine() const override { return Engine::postgres; }

    void hurry(std::chrono::milliseconds most) override
    {
        PooledDatabase::hurry(most);
        watch_.hurry(most);
    }

   protected:
    Pool& readers() override { return pool_; }
    Pool& writers() override { return pool_; }

   private:
    SocketWatch watch_;  // before the connections, which it watches
    Pool pool_;
};

}  // namespace

std::unique_ptr<Database> Database::open(std::string const& url, Options options)
{
    if (is_postgres_url(url)) {
        return std::make_unique<PostgresDatabase>(url, std::move(options));
    }
    return std::make_unique<SqliteDatabase>(url, std::move(options));
}

}  // namespace upbeat::sql
