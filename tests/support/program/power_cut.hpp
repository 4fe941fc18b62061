#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <upbeat/apps/bench/child_process.hpp>

namespace upbeat::testing {

// What disk_shim.cpp is told by the environment. `root` is the folder that it watches.
struct DiskShim {
    std::filesystem::path root{};
    std::filesystem::path shadow{};  // what a power cut would leave; empty: not kept
    std::filesystem::path log{};     // what happened in which order; empty: not written
    std::filesystem::path faults{};  // where faults are switched on; empty: none
    bool lies = false;               // synchronising does nothing
    std::string sqlite{};            // a weaker level than SQLite is told

    apps::ChildProcess::Environment environment() const;
};

// Makes `shadow` a copy of `root`: all that is there is taken for durable.
void begin_shadow(std::filesystem::path const& root, std::filesystem::path const& shadow);

// Leaves in `root` what a power cut leaves: the shadow, and of what was written since each sector
// of 512 bytes with the chance of a half. Files that never were synchronised are gone. The owner of
// the files stays who it was. Begins the shadow anew.
void cut_power(
    std::filesystem::path const& root, std::filesystem::path const& shadow, unsigned seed
);

// The answers in a shim's log that left too early: before a synchronisation of the file that holds
// their vote had begun after the vote was written, and ended.
struct OrderFindings {
    std::size_t answers = 0;
    std::size_t too_early = 0;
    std::string first{};  // the mark of the first that was
};

// `file` is a part of the path of the files that matter: the write-ahead log.
OrderFindings examine_order(std::filesystem::path const& log, std::string const& file);

}  // namespace upbeat::testing
