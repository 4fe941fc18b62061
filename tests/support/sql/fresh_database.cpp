#include <upbeat/tests/support/sql/fresh_database.hpp>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

#include <upbeat/infrastructure/platform/migrations/schema.hpp>

namespace upbeat::testing {

// Where the data lies; the destructor clears it away.
class FreshDatabase::Place {
   public:
    virtual ~Place() = default;
    virtual std::string url() const = 0;
};

namespace {

std::string unique_name()
{
    static std::atomic<int> count{0};
    return "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

std::string server_url()
{
    auto const* const url = std::getenv("UPBEAT_TEST_POSTGRES_URL");
    if (url == nullptr) {
        throw std::runtime_error{
            "UPBEAT_TEST_POSTGRES_URL names no server: run this test by ./dev test"
        };
    }
    return url;
}

// In memory where there is such a place: what is tested is not the disk.
std::filesystem::path temporary_folder()
{
    std::filesystem::path const memory{"/dev/shm"};
    auto const chosen = std::getenv("TMPDIR") != nullptr;
    return chosen || access(memory.c_str(), W_OK) != 0 ? std::filesystem::temp_directory_path()
                                                       : memory;
}

template <class Base>
class Folder final : public Base {
   public:
    Folder() { std::filesystem::create_directories(path_); }
    ~Folder() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string url() const override { return path_ / "upbeat.db"; }

   private:
    std::filesystem::path path_ = temporary_folder() / unique_name();
};

template <class Base>
class ServerSchema final : public Base {
   public:
    ServerSchema() : server_{sql::Database::open(server_url(), {.connections = 1})}
    {
        run("create schema " + name_);
    }
    ~ServerSchema() override
    {
        try {
            run("drop schema " + name_ + " cascade");
        } catch (std::exception const&) {
            // The server goes away with the tests; what is left in it harms nobody.
        }
    }
    std::string url() const override
    {
        auto const base = server_url();
        auto const separator = base.find('?') == std::string::npos ? '?' : '&';
        return base + separator + "options=-csearch_path%3D" + name_;
    }

   private:
    void run(std::string const& script)
    {
        auto const done = server_->write([&](sql::Session& session) -> Result<void> {
            session.script("set local client_min_messages = error;" + script);
            return {};
        });
        static_cast<void>(done);
    }

    std::unique_ptr<sql::Database> server_;
    std::string name_ = unique_name();
};

}  // namespace

FreshDatabase::FreshDatabase(sql::Engine engine, sql::Options const& options, Schema schema)
{
    if (engine == sql::Engine::sqlite) {
        place_ = std::make_unique<Folder<Place>>();
    } else {
        place_ = std::make_unique<ServerSchema<Place>>();
    }
    url_ = place_->url();
    database_ = sql::Database::open(url_, options);
    if (schema == Schema::migrated && !sql::migrate(*database_, Timestamp{})) {
        throw std::runtime_error{"a fresh database cannot be migrated"};
    }
}

FreshDatabase::~FreshDatabase()
{
    database_.reset();
}

}  // namespace upbeat::testing
