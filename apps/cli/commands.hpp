#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <upbeat/apps/composition/config_reader.hpp>

namespace upbeat::apps {

// What the command line can ask for, understood and checked. One struct a subcommand.

enum class Records : unsigned char { tracks, tools, agents, votes };

// How the folders of private servers begin that `upbeat bench` starts.
inline constexpr std::string_view kBenchFolder = "upbeat_bench_";

struct Serve {
    bool migrate = false;       // apply pending migrations on PostgreSQL too
    bool forget_votes = false;  // acknowledge votes and keep none; only in a kBenchFolder
};

struct Migrate {
    bool status = false;
    bool dry_run = false;
};

struct Import {
    Records records = Records::tracks;
    std::string file;  // "-" is standard input
};

struct Export {
    Records records = Records::tracks;
    std::string file = "-";  // "-" is standard output
};

struct Demo {
    std::int64_t tracks = 68;
    std::int64_t tools = 12;
    std::int64_t agents = 7;
    std::optional<std::int64_t> votes{};  // none: as many as the agents would plausibly cast
    std::uint64_t seed = 1;
    bool if_empty = false;
};

struct KeyIssue {
    std::string agent;  // empty for an administrator's key
    std::string tier = "free";
    std::string name;
    bool admin = false;
    std::optional<int> days{};  // none: does not expire
};

struct KeyRevoke {
    std::string key_id;
};

struct KeyList {
    std::string agent;  // empty: all
};

struct Doctor {};

struct Replay {
    std::string against;   // URL of a running node; empty: none
    std::string key_file;  // with a key for it; empty: REPLAY_KEY, or none
    int items = 1000;      // of each kind, whose tallies are compared with the node's
};

struct Bench {
    bool overload = false;  // ten times more votes than are taken, instead of the yardsticks
    int seconds = 5;
    int rounds = 5;
    std::string postgres;           // URL of an existing server; empty: none
    std::vector<std::string> only;  // names of parts; empty: all
    bool markdown = false;          // a table for docs/benchmarks.md
    std::int64_t large_rows = 10'000'000;
    std::int64_t most_tracks = 1'000'000;
};

struct Simulate {
    std::string attack = "all";  // a word of simulation::AttackKind, or all
    std::uint64_t seed = 1;      // the first one
    std::uint32_t seeds = 5;
    std::uint32_t honest = 2000;
    std::uint32_t tracks = 600;
    double share = 10;   // per cent of all identities that attack
    bool sweep = false;  // 1, 2, 5, 10, 20 and 30 per cent instead
    int days = 7;        // of the attack
    bool markdown = false;
    std::string svg;  // a file for the picture; empty: none
};

struct ShowConfig {
    bool documentation = false;  // the whole table in Markdown instead of the values in effect
};

struct ShowOpenapi {};

using Command = std::variant<
    Serve,
    Migrate,
    Import,
    Export,
    Demo,
    KeyIssue,
    KeyRevoke,
    KeyList,
    Doctor,
    Replay,
    Bench,
    Simulate,
    ShowConfig,
    ShowOpenapi>;

struct Invocation {
    Command command;
    ConfigSources sources{};
    bool json = false;   // results for a script
    bool quiet = false;  // no progress bar
};

}  // namespace upbeat::apps
