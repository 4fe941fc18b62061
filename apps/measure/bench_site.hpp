#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

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

    // Invented tracks and agents; `votes` on them.
    void fill(std::int64_t tracks, std::int64_t agents, std::int64_t votes);

    // The use cases on this database, for keys and raw loops. Not beside a running server.
    std::unique_ptr<Backend> backend();

    // Starts this program on it and gives the port.
    unsigned serve();
    void stop();

   private:
    ChildProcess::Environment environment() const;
    Config config() const;

    std::filesystem::path folder_;
    std::string name_;
    std::string postgres_;
    std::string url_;
    std::unique_ptr<ChildProcess> server_;
};

}  // namespace upbeat::apps
