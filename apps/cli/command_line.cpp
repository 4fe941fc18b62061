#include <upbeat/apps/cli/command_line.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <upbeat/apps/cli/help_texts.hpp>
#include <upbeat/apps/composition/setting.hpp>
#include <upbeat/apps/composition/version.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>

namespace upbeat::apps {
namespace {

// Collects what CLI11 finds. Options write into the struct of their subcommand; the callback of the
// subcommand that was named puts it into the invocation.
struct Reading {
    Invocation invocation;
    bool understood = false;
    Serve serve;
    Migrate migrate;
    Import import;
    Export exporting;
    Demo demo;
    KeyIssue issue;
    KeyRevoke revoke;
    KeyList list;
    Replay replay;
    Bench bench;
    Simulate simulate;
    ShowConfig config;

    void take(Command command)
    {
        invocation.command = std::move(command);
        understood = true;
    }
};

using RecordWords = std::vector<std::pair<std::string, Records>>;

void add_records(CLI::App& app, Records& records, RecordWords const& words)
{
    auto names = std::string{};
    for (auto const& [word, value] : words) {
        names += (names.empty() ? "" : "|") + word;
    }
    app.add_option_function<std::string>(
           "records",
           [&records, words, names](std::string const& given) {
               auto const found = std::ranges::find(words, given, &RecordWords::value_type::first);
               if (found == words.end()) {
                   throw CLI::ValidationError{"'" + given + "' is none of " + names};
               }
               records = found->second;
           },
           "What the lines are"
    )
        ->required()
        ->type_name(names);
}

void add_general_options(CLI::App& app, Reading& reading)
{
    app.add_option("--config", reading.invocation.sources.file, "File with lines of NAME=value")
        ->type_name("FILE");
    app.add_flag("--json", reading.invocation.json, "Results as JSON, for scripts");
    app.add_flag("-q,--quiet", reading.invocation.quiet, "No progress bar");
    app.set_version_flag("--version", "upbeat " + std::string{version()});
    for (auto const& group : setting_groups()) {
        for (auto const& setting : group.settings) {
            // Hidden here, listed in the footer of `serve` and by `config --help`.
            app.add_option_function<std::string>(
                   option_name(setting),
                   [&reading, name = setting.name](std::string const& value) {
                       reading.invocation.sources.options.insert_or_assign(name, value);
                   }
            )->group("");
        }
    }
}

void add_serve(CLI::App& app, Reading& reading)
{
    auto* const serve = app.add_subcommand("serve", "Run the server");
    serve->add_flag(
        "--migrate", reading.serve.migrate, "Apply pending migrations on PostgreSQL too"
    );
    // In no group: not shown by --help, since it is for the yardsticks of `upbeat bench`.
    serve->add_flag("--bench-without-ledger", reading.serve.forget_votes)->group("");
    serve->footer(serve_footer());
    serve->callback([&reading] { reading.take(reading.serve); });
}

void add_migrate(CLI::App& app, Reading& reading)
{
    auto* const migrate = app.add_subcommand("migrate", "Bring the database's schema up to date");
    auto* const status = migrate->add_flag(
        "--status", reading.migrate.status, "Show applied and pending migrations, change nothing"
    );
    migrate
        ->add_flag(
            "--dry-run", reading.migrate.dry_run, "Show which migrations would run, change nothing"
        )
        ->excludes(status);
    migrate->callback([&reading] { reading.take(reading.migrate); });
}

void add_transfer(CLI::App& app, Reading& reading)
{
    auto const catalogue = RecordWords{
        {"tracks", Records::tracks}, {"tools", Records::tools}, {"agents", Records::agents}
    };
    auto everything = catalogue;
    everything.emplace_back("votes", Records::votes);

    auto* const import = app.add_subcommand("import", "Read tracks, tools or agents from NDJSON");
    add_records(*import, reading.import.records, catalogue);
    import->add_option("file", reading.import.file, "A file, or - for standard input")->required();
    import->footer(import_footer());
    import->callback([&reading] { reading.take(reading.import); });

    auto* const exporting =
        app.add_subcommand("export", "Write tracks, tools, agents or votes as NDJSON");
    add_records(*exporting, reading.exporting.records, everything);
    exporting->add_option("file", reading.exporting.file, "A file, or - for standard output");
    exporting->callback([&reading] { reading.take(reading.exporting); });
}

void add_demo(CLI::App& app, Reading& reading)
{
    auto* const demo = app.add_subcommand("demo", "Fill the database with synthetic content");
    auto& wanted = reading.demo;
    demo->add_option("--tracks", wanted.tracks, "How many tracks")
        ->check(CLI::Range(0, 100'000'000))
        ->capture_default_str();
    demo->add_option("--tools", wanted.tools, "How many tools")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    demo->add_option("--agents", wanted.agents, "How many agents")
        ->check(CLI::Range(0, 100'000'000))
        ->capture_default_str();
    demo->add_option("--votes", wanted.votes, "How many votes; left out: a third of the items each")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{10'000'000'000}));
    demo->add_option("--seed", wanted.seed, "Another seed, other data")->capture_default_str();
    demo->add_flag(
        "--if-empty", wanted.if_empty, "Do nothing if there are tracks or tools already"
    );
    demo->footer(demo_footer());
    demo->callback([&reading] { reading.take(reading.demo); });
}

void add_key(CLI::App& app, Reading& reading)
{
    auto* const key = app.add_subcommand("key", "Issue, list and revoke API keys");
    key->require_subcommand(1);
    key->footer(key_footer());

    auto& wanted = reading.issue;
    auto* const issue = key->add_subcommand("issue", "Make a key and print it, once");
    auto* const agent = issue->add_option("--agent", wanted.agent, "Id of the agent it is for");
    issue->add_flag("--admin", wanted.admin, "An administrator's key")->excludes(agent);
    issue->add_option("--tier", wanted.tier, "Quotas: free, pro or enterprise")
        ->check(CLI::IsMember({"free", "pro", "enterprise"}))
        ->capture_default_str();
    issue->add_option("--name", wanted.name, "What it is for, for people");
    issue->add_option("--days", wanted.days, "Days until it expires; left out: never")
        ->check(CLI::Range(1, 36500));
    issue->callback([&reading] { reading.take(reading.issue); });

    auto* const revoke = key->add_subcommand("revoke", "Make a key worthless from now on");
    revoke->add_option("key", reading.revoke.key_id, "Id of the key, as `key list` shows it")
        ->required();
    revoke->callback([&reading] { reading.take(reading.revoke); });

    auto* const list = key->add_subcommand("list", "Show keys, without the keys themselves");
    list->add_option("--agent", reading.list.agent, "Only this agent's");
    list->callback([&reading] { reading.take(reading.list); });
}

void add_bench(CLI::App& app, Reading& reading)
{
    auto* const bench = app.add_subcommand("bench", "Measure this machine against yardsticks");
    auto& wanted = reading.bench;
    bench->add_option("--seconds", wanted.seconds, "Length of one run")
        ->check(CLI::Range(1, 600))
        ->capture_default_str();
    bench->add_option("--rounds", wanted.rounds, "Runs of each, in turns")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    bench->add_option(
        "--postgres", wanted.postgres, "URL of a PostgreSQL where a database may be made"
    );
    auto names = std::vector<std::string>{};
    for (auto const& part : bench_parts()) {
        names.push_back(part.name);
    }
    bench->add_option("--only", wanted.only, "Parts to measure, instead of all")
        ->check(CLI::IsMember{names});
    bench->add_flag("--markdown", wanted.markdown, "The table as docs/benchmarks.md has it");
    bench->add_option("--large-rows", wanted.large_rows, "Rows of the large ledger")
        ->check(CLI::Range(std::int64_t{1000}, std::int64_t{1'000'000'000}))
        ->capture_default_str();
    bench->add_option("--most-tracks", wanted.most_tracks, "Tracks of the largest catalogue")
        ->check(CLI::Range(std::int64_t{1000}, std::int64_t{10'000'000}))
        ->capture_default_str();
    auto const* const overload =
        bench->add_subcommand("overload", "Offer ten times as many votes as are taken");
    bench->footer(bench_footer());
    bench->callback([&reading, overload] {
        reading.bench.overload = overload->parsed();
        reading.take(reading.bench);
    });
}

void add_simulate(CLI::App& app, Reading& reading)
{
    auto* const simulate =
        app.add_subcommand("simulate", "Attack the charts of a simulated site, and see what holds");
    auto& wanted = reading.simulate;
    simulate->add_option("--attack", wanted.attack, "Which one; see below")
        ->check(CLI::IsMember(
            {"all",
             "none",
             "sybil-burst",
             "sybil-spread",
             "slow-drip",
             "one-owner",
             "vote-ring",
             "camouflage",
             "sink-rivals"}
        ))
        ->capture_default_str();
    simulate->add_option("--seed", wanted.seed, "The first seed")->capture_default_str();
    simulate->add_option("--seeds", wanted.seeds, "How many seeds, one after the other")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    simulate->add_option("--honest", wanted.honest, "Honest agents")
        ->check(CLI::Range(20, 1'000'000))
        ->capture_default_str();
    simulate->add_option("--tracks", wanted.tracks, "Tracks")
        ->check(CLI::Range(20, 1'000'000))
        ->capture_default_str();
    auto* const share = simulate->add_option("--share", wanted.share, "Attackers, % of identities")
                            ->check(CLI::Range(0.1, 90.0))
                            ->capture_default_str();
    simulate->add_flag("--sweep", wanted.sweep, "Try 1, 2, 5, 10, 20 and 30 % attackers")
        ->excludes(share);
    simulate->add_option("--days", wanted.days, "Length of the attack, after 7 days of history")
        ->check(CLI::Range(1, 90))
        ->capture_default_str();
    simulate->add_flag("--markdown", wanted.markdown, "The tables of docs/fairness.md");
    simulate->add_option("--svg", wanted.svg, "Also draw the ranks over time into a file")
        ->type_name("FILE");
    simulate->footer(simulate_footer());
    simulate->callback([&reading] { reading.take(reading.simulate); });
}

void add_replay(CLI::App& app, Reading& reading)
{
    auto* const replay =
        app.add_subcommand("replay", "Recompute every chart from the ledger, and compare");
    auto& wanted = reading.replay;
    auto* const against =
        replay->add_option("--against", wanted.against, "A running node to compare with, too")
            ->type_name("URL");
    replay->add_option("--items", wanted.items, "How many of its tracks and of its tools")
        ->check(CLI::Range(0, 10'000))
        ->capture_default_str()
        ->needs(against);
    replay->add_option("--key-file", wanted.key_file, "A file with a key for it, on one line")
        ->type_name("FILE")
        ->needs(against);
    replay->footer(replay_footer());
    replay->callback([&reading] { reading.take(reading.replay); });
}

void add_inspection(CLI::App& app, Reading& reading)
{
    app.add_subcommand("doctor", "Check configuration, disk, database, port and clock")
        ->callback([&reading] { reading.take(Doctor{}); });
    auto* const config =
        app.add_subcommand("config", "Show the settings in effect, secrets masked");
    config->add_flag(
        "--markdown", reading.config.documentation, "The whole table as docs/configuration.md"
    );
    config->footer(settings_for_terminal());
    config->callback([&reading] { reading.take(reading.config); });
    app.add_subcommand("openapi", "Print the OpenAPI document of this build")->callback([&reading] {
        reading.take(ShowOpenapi{});
    });
}

// The first word that should be a command and is none, of which CLI11 says only that one is
// missing.
std::optional<std::string> unknown_command(
    CLI::App const& app, std::span<std::string const> arguments
)
{
    auto const* in = &app;
    for (auto const& word : arguments) {
        auto const commands = in->get_subcommands([](CLI::App const*) { return true; });
        if (commands.empty() || word.starts_with("-")) {
            return std::nullopt;
        }
        auto const found = std::ranges::find(commands, word, [](CLI::App const* command) {
            return command->get_name();
        });
        if (found == commands.end()) {
            return word;
        }
        in = *found;
    }
    return std::nullopt;
}

}  // namespace

std::variant<ExitCode, Invocation> read_command_line(
    std::span<std::string const> arguments, std::ostream& out, std::ostream& err
)
{
    auto reading = Reading{};
    reading.invocation.sources.environment = process_environment();
    auto app =
        CLI::App{"Upbeat: votes by people and agents, and charts that can be trusted", "upbeat"};
    app.fallthrough();
    app.require_subcommand(1);
    app.footer(program_footer());
    add_general_options(app, reading);
    add_serve(app, reading);
    add_migrate(app, reading);
    add_transfer(app, reading);
    add_demo(app, reading);
    add_key(app, reading);
    add_replay(app, reading);
    add_inspection(app, reading);
    add_bench(app, reading);
    add_simulate(app, reading);

    // CLI11 takes the arguments from the end.
    auto reversed = std::vector<std::string>{arguments.rbegin(), arguments.rend()};
    try {
        app.parse(std::move(reversed));
    } catch (CLI::ParseError const& problem) {
        if (auto const word = unknown_command(app, arguments)) {
            err << "upbeat: there is no command '" << *word << "'; `upbeat --help` lists them\n";
            return ExitCode::usage;
        }
        return app.exit(problem, out, err) == 0 ? ExitCode::ok : ExitCode::usage;
    }
    return std::move(reading.invocation);
}

}  // namespace upbeat::apps
