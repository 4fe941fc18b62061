#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <upbeat/apps/bench/child_process.hpp>
#include <upbeat/apps/composition/backend.hpp>

namespace upbeat::apps {

// A private installation in a temporary folder, gone at the end: configuration, database, server.
class BenchSite {
   public:
    // `postgres` is a server on which a database may be made; empty: SQLite.
    explicit BenchSite(std::string const& postgres);
    ~BenchSite();
    BenchSite(BenchSite const&) = delete;
    BenchSite& operator=(BenchSite const&) = delete;

    std::filesystem::path const& folder() const { return folder_; }
    // The SQLite file's path or the PostgreSQL URL.
    std::string const& database() const { return url_; }

    // The tables, without content.
    void migrate();
    // Invented tracks and agents; `votes` on them.
    void fill(std::int64_t tracks, std::int64_t agents, std::int64_t votes);
    // Runs SQL on PostgreSQL.
    void sql(std::string const& text);

    // One key without quota for each of the first so many demo agents.
    std::vector<std::string> keys(std::int64_t agents);

    // Starts this program on it and gives the port.
    unsigned serve();
    // The same with a ledger that writes nothing and says it did: what everything else costs.
    unsigned serve_without_ledger();
    void stop();

    // The use cases on this database; not beside a running server.
    std::unique_ptr<Backend> backend() const;
    Config config() const;

    // Of the running server, in bytes.
    struct Memory {
        double resident = 0;  // with the program's text and what it maps of SQLite's file
        double own = 0;       // without
    };
    Memory memory() const;

   private:
    ChildProcess::Environment environment() const;
    unsigned start(std::vector<std::string> arguments);

    std::filesystem::path folder_;
    std::string name_;
    std::string postgres_;
    std::string url_;
    std::unique_ptr<ChildProcess> server_;
};

}  // namespace upbeat::apps
