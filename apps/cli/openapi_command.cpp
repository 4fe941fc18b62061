#include <upbeat/apps/cli/openapi_command.hpp>

#include <filesystem>

#include <unistd.h>

#include <upbeat/apps/composition/edge.hpp>
#include <upbeat/infrastructure/voting/unit_audit_log.hpp>

namespace upbeat::apps {
namespace {

// Endpoints are declared on use cases, and those want a database: an empty one that is soon gone.
struct ScratchFile {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("upbeat-openapi-" + std::to_string(::getpid()) + ".db");

    ScratchFile() = default;
    ~ScratchFile()
    {
        for (auto const* const suffix : {"", "-wal", "-shm"}) {
            auto ignored = std::error_code{};
            std::filesystem::remove(path.string() + suffix, ignored);
        }
    }
    ScratchFile(ScratchFile const&) = delete;
    ScratchFile& operator=(ScratchFile const&) = delete;
};

class NoHealth final : public platform::HealthSource {
   public:
    platform::HealthReport report() const override { return {}; }
};

class NoQueue final : public voting::VoteQueue {
   public:
    bool submit(voting::VoteGroup, Done) override { return false; }
};

}  // namespace

ExitCode show_openapi(Config const& config, Terminal const& terminal)
{
    auto const file = ScratchFile{};
    auto backend = Backend{
        {.config = config,
         .database = sql::Database::open(file.path.string(), {.connections = 1}),
         .secret = Secret{"not one"}}
    };
    auto const health = NoHealth{};
    auto const metrics = platform::Metrics{};
    auto details = catalog::DetailCache{};
    auto queue = NoQueue{};
    auto audit = voting::UnitAuditLog{*backend.database};
    auto feed = voting::ScoreFeed{backend.voting.state, backend.clock, backend.writer};
    auto streams = voting::ScoreStreams{feed};
    auto const voting = voting_edge(backend, config, queue, audit, streams);
    terminal.out << openapi_document({backend, config, health, metrics, details, voting});
    return ExitCode::ok;
}

}  // namespace upbeat::apps
