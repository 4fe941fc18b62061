#include <upbeat/apps/cli/bench_command.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <upbeat/apps/measure/load_tools.hpp>
#include <upbeat/apps/measure/read_bench.hpp>

namespace upbeat::apps {
namespace {

struct Findings {
    std::vector<Figure> figures;
    std::vector<std::string> left_out;
};

std::optional<double> ratio(Figure const& figure, std::vector<Figure> const& all)
{
    auto const yardstick = std::ranges::find(all, figure.yardstick, &Figure::name);
    if (figure.yardstick.empty() || yardstick == all.end() || yardstick->median() <= 0) {
        return std::nullopt;
    }
    return figure.median() / yardstick->median();
}

void print_table(Findings const& findings, Terminal const& terminal)
{
    terminal.out << fmt::format(
        "{:<38}{:>10} {:>21}{:>9}{:>8}{:>7}{:>7}\n",
        "",
        "median/s",
        "spread",
        "p99 ms",
        "ratio",
        "goal",
        "bad"
    );
    for (auto const& figure : findings.figures) {
        auto const share = ratio(figure, findings.figures);
        terminal.out << fmt::format(
            "{:<38}{:>10.0f} {:>21}{:>9}{:>8}{:>7}{:>7}\n",
            figure.name,
            figure.median(),
            fmt::format("[{:.0f} - {:.0f}]", figure.least(), figure.most()),
            figure.p99() > 0 ? fmt::format("{:.2f}", figure.p99()) : "",
            share ? fmt::format("{:.2f}", *share) : "",
            figure.goal > 0 ? fmt::format("{:.2f}", figure.goal) : "",
            figure.bad()
        );
    }
    for (auto const& line : findings.left_out) {
        terminal.out << "left out: " << line << '\n';
    }
}

void print_json(Findings const& findings, Terminal const& terminal)
{
    auto figures = boost::json::array{};
    for (auto const& figure : findings.figures) {
        auto const share = ratio(figure, findings.figures);
        figures.push_back(
            {{"name", figure.name},
             {"median", figure.median()},
             {"least", figure.least()},
             {"most", figure.most()},
             {"p99_ms", figure.p99()},
             {"bad", figure.bad()},
             {"yardstick", figure.yardstick},
             {"ratio", share ? boost::json::value{*share} : boost::json::value{}},
             {"goal", figure.goal}}
        );
    }
    terminal.out
        << boost::json::
               object{{"figures", std::move(figures)}, {"left_out", boost::json::value_from(findings.left_out)}}
        << '\n';
}

void append(Findings& findings, std::vector<Figure> figures)
{
    std::ranges::move(figures, std::back_inserter(findings.figures));
}

Findings measure_all(Bench const& command, BenchPlan plan)
{
    auto findings = Findings{};
    auto const wants = [&command](std::string_view part) {
        return command.only.empty() || command.only == part;
    };
    if (wants("reads")) {
        if (plan.nginx.empty()) {
            findings.left_out.emplace_back("nginx is not installed, so reads have no yardstick");
        }
        append(findings, measure_reads(plan));
    }
    if (wants("sqlite")) {
        append(findings, measure_votes(plan));
    }
    if (wants("postgres") && command.postgres.empty()) {
        findings.left_out.emplace_back(
            "votes on PostgreSQL: give --postgres URL, or run ./dev bench"
        );
    } else if (wants("postgres")) {
        plan.postgres = command.postgres;
        append(findings, measure_votes(plan));
    }
    findings.left_out.emplace_back(
        "track details, a ledger of ten million rows, a hot track, memory: not measured yet"
    );
    return findings;
}

}  // namespace

ExitCode measure(Bench const& command, Terminal const& terminal)
{
    auto const wrk = find_program("wrk");
    if (!wrk) {
        return terminal.fail(
            ExitCode::failure,
            "wrk is not installed, and everything is measured with it: "
            "apt-get install wrk nginx-light"
        );
    }
    auto plan = BenchPlan{
        .seconds = command.seconds,
        .rounds = command.rounds,
        .wrk = *wrk,
        .nginx = find_program("nginx").value_or("")
    };
    plan.on_step = [&terminal](std::string const& step) {
        if (!terminal.quiet) {
            terminal.err << step << '\n' << std::flush;
        }
    };
    auto const findings = measure_all(command, std::move(plan));
    terminal.json ? print_json(findings, terminal) : print_table(findings, terminal);
    return ExitCode::ok;
}

}  // namespace upbeat::apps
