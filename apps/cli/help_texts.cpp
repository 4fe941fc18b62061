#include <upbeat/apps/cli/help_texts.hpp>

#include <string_view>

#include <fmt/format.h>

#include <upbeat/apps/composition/setting.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>

namespace upbeat::apps {
namespace {

constexpr std::size_t kWidth = 88;

// Breaks a sentence into indented lines.
std::string wrapped(std::string_view text, std::size_t indent)
{
    auto lines = std::string(indent, ' ');
    auto column = indent;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        if (column + end > kWidth && column > indent) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
        }
        if (column > indent) {
            lines += ' ';
        }
        lines += text.substr(0, end);
        column += end + 1;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines + "\n";
}

std::string markdown_row(Setting const& setting)
{
    return fmt::format(
        "| `{}` | `{}` | {} | {} | {} |\n",
        setting.name,
        option_name(setting),
        setting.kind,
        setting.fallback.empty() ? "" : "`" + setting.fallback + "`",
        setting.help
    );
}

}  // namespace

std::string program_footer()
{
    return R"(Examples:
  upbeat serve                          SQLite in ./data, http://127.0.0.1:8000
  upbeat demo && upbeat serve           the same with 68 tracks, 12 tools and 7 agents
  upbeat serve --api-port 9000          every setting is an option and a variable (API_PORT)
  upbeat config                         the settings in effect; `upbeat config --help`: all of them
  upbeat doctor                         what is wrong, and what to do about it

Settings come from options, then the environment (UPBEAT_API_PORT or API_PORT), then the file
that --config or UPBEAT_CONFIG names (lines of NAME=value), then their defaults.

Exit codes: 0 done, 1 the work failed, 2 command line, 3 configuration, 4 database,
            5 address or port, 6 files or disk, 7 the server was cut short when it stopped)";
}

std::string serve_footer()
{
    return R"(Examples:
  upbeat serve
  upbeat serve --api-port 9000 --log-format json
  DATABASE_URL=postgresql://upbeat@localhost/upbeat upbeat serve --migrate
  upbeat serve --config upbeat.env

SIGTERM and SIGINT stop gracefully within ten seconds; a second one ends at once. Exit code 7
says that something had to be left, for example a database that does not answer.
SQLite migrates itself; PostgreSQL is left alone until `upbeat migrate` or --migrate.

)" + settings_for_terminal();
}

std::string import_footer()
{
    return R"(One JSON object a line, with the names the API uses:
  {"id": "song-1", "title": "Neon Dreams", "artist": "...", "platform": "Suno AI", "genre": "electronic"}
  {"id": "tool-1", "name": "Suno AI", "website": "https://suno.ai", "category": "text-to-music"}
  {"agent_id": "test-agent-1", "name": "First tester", "type": "autonomous"}
An id that is given is kept. A line whose id exists already changes what differs, so a file
can be imported twice. A wrong line is reported with its number and the reason; the others are
imported, and the exit code is 1.

Examples:
  upbeat import tracks catalogue.ndjson
  curl -s https://example.com/tools.ndjson | upbeat import tools -)";
}

std::string demo_footer()
{
    return R"(The same numbers and seed give the same data. Tracks, tools and agents are marked as demo,
votes have the source `bootstrap` and the weight 0.1. Agents have no keys; `key issue` makes one.

Examples:
  upbeat demo --if-empty
  upbeat demo --tracks 1000000 --agents 20000 --votes 10000000 --seed 7)";
}

std::string replay_footer()
{
    return R"(Folds the whole ledger anew: every tally, reputation and chart. Compares the result with
what a start from the checkpoint gives, and names the first difference. May run beside a server;
needs about as much memory as two of it.

With --against a running node is asked, too, for the lists that everybody may read: its most voted
tracks and tools, every chart of every period, trending. Votes may arrive meanwhile. A node's limit
of requests is kept; a key in the variable REPLAY_KEY or in --key-file has a higher one.

Exit code 1 if anything differs or the node does not answer, 7 if nothing differs but votes came
too fast to compare a list.

Examples:
  upbeat replay
  upbeat replay --json --quiet
  upbeat replay --against http://127.0.0.1:8000 --items 10000)";
}

std::string key_footer()
{
    return R"(A key is shown once, when it is issued, and kept as a keyed hash only.

Examples:
  upbeat key issue --agent test-agent-1 --tier pro --days 90
  upbeat key issue --admin --name "office"
  upbeat key list --agent test-agent-1
  upbeat key revoke key_01hq...)";
}

std::string bench_footer()
{
    auto text = std::string{
        R"(Runs private servers of this program against yardsticks on this machine, in turns, and prints
medians and the spread: nginx for reads, raw loops of the databases' own libraries for votes. Uses
wrk and nginx for reads and, with --postgres, a PostgreSQL 15 where databases may be made. What is
missing is left out, and said so. Everything takes about half an hour.

Parts:
)"
    };
    for (auto const& part : bench_parts()) {
        text += "  " + part.name + std::string(10 - part.name.size(), ' ') + part.about + "\n";
    }
    return text;
}

std::string simulate_footer()
{
    return R"(The rules of this build - weights, quotas, detectors, quarantine, charts - on an invented site
with a virtual clock, in memory: no database, no network. Attackers lift a track that honest
voters place at the median; the best rank it reaches in any chart counts, beside plain counts
(up - down) and Wilson's lower bound over the same votes. The same seed gives the same figures.

Attacks:
  sybil-burst   all register and vote within one hour, from three networks
  sybil-spread  the same, each from a network of its own
  slow-drip     they register over days, vote like everybody else, and lift in between
  one-owner     all agents belong to one account
  vote-ring     colluders lift ten tracks of their own in turn
  camouflage    they earn reputation for days with 25 votes a day, then lift within six hours
  sink-rivals   a slow drip that also votes down the fifteen tracks at the top
  none          nobody attacks: what the rules do to honest voters (always part of a run)

Three tables: how far the lifted tracks rise (best rank as median / worst of the seeds, and the
day of the first top ten); what was found of the attack (lifting votes out of the count, agents
with an incident); and what became of honest voters. docs/fairness.md explains the columns.
Exit code 1: with at most 10 % attackers a top ten was reached, or 0.1 % of the honest blocked.

Examples:
  upbeat simulate
  upbeat simulate --attack slow-drip --share 30 --seeds 1
  upbeat simulate --sweep --markdown --svg docs/fairness.svg
  upbeat simulate --anti-gaming off        what the same attacks do without the rules
  upbeat simulate --attack camouflage --days 10    what patience buys)";
}

std::string settings_for_terminal()
{
    auto text = std::string{};
    for (auto const& group : setting_groups()) {
        text += group.title + ":\n";
        for (auto const& setting : group.settings) {
            text += fmt::format(
                "  {} ({}{})\n",
                option_name(setting),
                setting.kind,
                setting.fallback.empty() ? "" : "; default " + setting.fallback
            );
            text += wrapped(setting.help, 6);
        }
    }
    return text;
}

std::string settings_for_documentation()
{
    auto page = std::string{
        "# Configuration\n\n"
        "<!-- Generated by `upbeat config --markdown`. Change the table in "
        "apps/composition/settings.cpp. "
        "-->\n\n"
        "A setting comes from its option, else from the environment (`UPBEAT_API_PORT`, else "
        "`API_PORT`), else\nfrom the file that `--config` or `UPBEAT_CONFIG` names (lines of "
        "`NAME=value`), else it has its default.\nA value that does not fit, an unknown name in "
        "the "
        "file and an unknown `UPBEAT_` name stop the start with one\nline and the exit code 3. "
        "`upbeat config` shows what is in effect, with secrets masked.\n"
    };
    for (auto const& group : setting_groups()) {
        page += fmt::format(
            "\n## {}\n\n| Setting | Option | May be | Default | |\n|---|---|---|---|---|\n",
            group.title
        );
        for (auto const& setting : group.settings) {
            page += markdown_row(setting);
        }
    }
    return page;
}

}  // namespace upbeat::apps
