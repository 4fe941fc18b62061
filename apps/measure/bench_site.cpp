#include <upbeat/apps/measure/bench_site.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <unistd.h>

#include <upbeat/apps/composition/config_reader.hpp>
#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/apps/measure/load_tools.hpp>

namespace upbeat::apps {
namespace {

// A million tracks take minutes.
constexpr std::chrono::minutes kFilling{30};

std::string this_program()
{
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

void must(Run const& done, std::string const& what)
{
    if (done.code != 0) {
        throw std::runtime_error{what + " failed: " + done.err};
    }
}

std::string with_database(std::string url, std::string const& name)
{
    auto const path = url.find('/', url.find("://") + 3);
    auto const query = std::min(url.find('?'), url.size());
    return url.substr(0, std::min(path, query)) + "/" + name + url.substr(query);
}

void on_server(std::string const& url, std::string const& sql)
{
    must(run({find_program("psql").value_or("psql"), url, "-q", "-c", sql}), "psql");
}

}  // namespace

BenchSite::BenchSite(std::string const& postgres) : postgres_{postgres}
{
    static std::atomic<int> count{0};
    name_ = "upbeat_bench_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    folder_ = std::filesystem::temp_directory_path() / name_;
    std::filesystem::create_directories(folder_);
    url_ = (folder_ / "upbeat.db").string();
    if (!postgres.empty()) {
        on_server(postgres, "create database " + name_);
        url_ = with_database(postgres, name_);
    }
}

BenchSite::~BenchSite()
{
    stop();
    auto ignored = std::error_code{};
    std::filesystem::remove_all(folder_, ignored);
    if (!postgres_.empty()) {
        static_cast<void>(run(
            {find_program("psql").value_or("psql"),
             postgres_,
             "-q",
             "-c",
             "drop database if exists " + name_ + " with (force)"}
        ));
    }
}

ChildProcess::Environment BenchSite::environment() const
{
    return {
        {"DATABASE_URL", url_},
        {"DATA_DIR", folder_.string()},
        {"API_PORT", "0"},
        {"ACCESS_LOG", "off"},
        {"VOTE_QUEUE", "100000"},
        {"RATE_LIMIT_EXEMPT", "127.0.0.0/8"},
        // Everything is looked at; but nobody is to be stopped for being a part of a measurement.
        {"ANTI_GAMING", "observe"}
    };
}

void BenchSite::migrate()
{
    must(run({this_program(), "migrate"}, environment()), "migrate");
}

void BenchSite::sql(std::string const& text)
{
    on_server(url_, text);
}

void BenchSite::fill(std::int64_t tracks, std::int64_t agents, std::int64_t votes)
{
    migrate();
    auto demo = ChildProcess{
        {this_program(),
         "demo",
         "--tracks",
         std::to_string(tracks),
         "--agents",
         std::to_string(agents),
         "--votes",
         std::to_string(votes)},
        environment()
    };
    must(demo.wait(kFilling), "demo");
}

Config BenchSite::config() const
{
    return read_config({.environment = environment()}).value();
}

std::unique_ptr<Backend> BenchSite::backend() const
{
    auto const settings = config();
    return std::make_unique<Backend>(Backend::Needs{
        .config = settings,
        .database = sql::Database::open(database_location(settings)->reveal(), {.connections = 2}),
        .secret = effective_secret(settings).value(),
        .purpose = Purpose::command
    });
}

std::vector<std::string> BenchSite::keys(std::int64_t agents)
{
    auto const made = backend();
    auto forge = identity::KeyForge{made->key_hasher, made->random_bytes, made->ids};
    auto keys = std::vector<std::string>{};
    // Past the use case, which counts an agent's keys and writes each into the audit log.
    auto const done =
        made->identity_store.write([&](identity::IdentityStore::Tx& tx) -> Result<void> {
            keys.clear();
            for (auto number = std::int64_t{1}; number <= agents; ++number) {
                auto const agent = tx.agents.find("demo-agent-" + std::to_string(number)).value();
                auto const key = forge.make(
                    {.agent_id = agent.id, .agent = agent.num, .tier = Tier::enterprise},
                    made->clock.now()
                );
                tx.keys.add(key.key);
                keys.push_back(key.text.reveal());
            }
            return {};
        });
    if (!done) {
        throw std::runtime_error{done.error().detail};
    }
    return keys;
}

unsigned BenchSite::serve()
{
    return start({this_program(), "serve"});
}

unsigned BenchSite::serve_without_ledger()
{
    return start({this_program(), "serve", "--bench-without-ledger"});
}

unsigned BenchSite::start(std::vector<std::string> arguments)
{
    server_ = std::make_unique<ChildProcess>(std::move(arguments), environment());
    auto const line = server_->wait_for_line("event=listening", std::chrono::minutes{5});
    if (!line) {
        throw std::runtime_error{"the server does not start: " + server_->wait().err};
    }
    return static_cast<unsigned>(std::stoul(line->substr(line->find("port=") + 5)));
}

BenchSite::Memory BenchSite::memory() const
{
    auto statm = std::ifstream{"/proc/" + std::to_string(server_->pid()) + "/statm"};
    auto size = 0.0;
    auto resident = 0.0;
    auto of_files = 0.0;
    statm >> size >> resident >> of_files;
    auto const page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    return {resident * page, (resident - of_files) * page};
}

void BenchSite::stop()
{
    if (server_) {
        server_->signal(SIGTERM);
        server_->wait(std::chrono::seconds{15});
        server_.reset();
    }
}

}  // namespace upbeat::apps
