#include <upbeat/apps/cli/bench_command.hpp>

#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>
#include <string>

#include <upbeat/apps/cli/bench_report.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/load_tools.hpp>
#include <upbeat/apps/measure/overload_bench.hpp>

namespace upbeat::apps {
namespace {

BenchPlan plan_of(Bench const& command, Terminal const& terminal)
{
    return {
        .seconds = command.seconds,
        .rounds = command.rounds,
        .large_rows = command.large_rows,
        .most_tracks = command.most_tracks,
        .wrk = find_program("wrk").value_or(""),
        .nginx = find_program("nginx").value_or(""),
        .postgres = command.postgres,
        .on_step =
            [&terminal](std::string const& step) {
                if (!terminal.quiet) {
                    terminal.err << step << '\n' << std::flush;
                }
            }
    };
}

// Why a part cannot be measured here.
std::optional<std::string> obstacle(BenchPart const& part, BenchPlan const& plan)
{
    if (part.needs_wrk && plan.wrk.empty()) {
        return "wrk is not installed (apt-get install wrk)";
    }
    if (part.needs_postgres && plan.postgres.empty()) {
        return "no --postgres URL; ./dev bench starts a server of its own";
    }
    return std::nullopt;
}

void measure(BenchPart const& part, BenchPlan const& plan, Findings& findings)
{
    if (auto const why = obstacle(part, plan)) {
        findings.left_out.push_back(part.name + " (" + part.about + "): " + *why);
        return;
    }
    // Half an hour of figures is not lost because one part fails.
    try {
        std::ranges::move(part.measure(plan), std::back_inserter(findings.figures));
    } catch (std::exception const& failure) {
        findings.left_out.push_back(part.name + " (" + part.about + "): " + failure.what());
    }
}

ExitCode overload(Bench const& command, Terminal const& terminal)
{
    auto const plan = plan_of(command, terminal);
    auto const rounds = measure_overload(
        {.seconds = plan.seconds,
         .rounds = plan.rounds,
         .postgres = plan.postgres,
         .on_step = plan.on_step}
    );
    print_overload(rounds, terminal.json, terminal.out);
    return ExitCode::ok;
}

}  // namespace

ExitCode measure(Bench const& command, Terminal const& terminal)
{
    if (command.overload) {
        return overload(command, terminal);
    }
    auto const plan = plan_of(command, terminal);
    auto findings = Findings{};
    for (auto const& part : bench_parts()) {
        auto const wanted = command.only.empty() ||
                            std::ranges::find(command.only, part.name) != command.only.end();
        if (wanted) {
            measure(part, plan, findings);
        }
    }
    if (plan.nginx.empty()) {
        findings.left_out.emplace_back("nginx is not installed, so reads have no yardstick");
    }
    findings.left_out.emplace_back(
        "the comparison with a FastAPI service, which is not a part of this repository"
    );
    if (terminal.json) {
        print_json(findings, terminal.out);
    } else {
        (command.markdown ? print_markdown : print_table)(findings, terminal.out);
    }
    return findings.figures.empty() ? ExitCode::failure : ExitCode::ok;
}

}  // namespace upbeat::apps
