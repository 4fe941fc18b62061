#include <upbeat/apps/cli/bench_report.hpp>

#include <cmath>
#include <ctime>
#include <fstream>

#include <boost/json.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <upbeat/apps/composition/version.hpp>

namespace upbeat::apps {
namespace {

std::string amount(double value)
{
    return std::abs(value) < 100 ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
}

std::string time_of(double milliseconds)
{
    return milliseconds > 0 ? fmt::format("{:.2f}", milliseconds) : "";
}

std::string verdict(Figure const& figure, std::vector<Figure> const& all)
{
    if (wish_of(figure).empty()) {
        return "";
    }
    return is_met(figure, all) ? "yes" : "no";
}

// One row of either table.
struct Row {
    std::string name, median, spread, p50, p99, ratio, wish, met, bad;
};

Row row_of(Figure const& figure, std::vector<Figure> const& all)
{
    auto const ratio = ratio_of(figure, all);
    return {
        .name = figure.name,
        .median = amount(figure.median()) + (figure.unit == "/s" ? "" : " ") + figure.unit,
        .spread = figure.samples.size() > 1
                      ? fmt::format("{} - {}", amount(figure.least()), amount(figure.most()))
                      : "",
        .p50 = time_of(figure.p50()),
        .p99 = time_of(figure.p99()),
        .ratio = ratio ? fmt::format("{:.2f}", *ratio) : "",
        .wish = wish_of(figure),
        .met = verdict(figure, all),
        .bad = figure.bad() > 0 ? std::to_string(figure.bad()) : ""
    };
}

std::string processor()
{
    auto file = std::ifstream{"/proc/cpuinfo"};
    for (auto line = std::string{}; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "an unknown processor";
}

std::string machine()
{
    auto system = utsname{};
    ::uname(&system);
    auto const gibibytes = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                           static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024 * 1024);
    return fmt::format(
        "{} x {}, {:.0f} GiB, {} {}; Upbeat {}; {:%Y-%m-%d %H:%M} UTC",
        ::sysconf(_SC_NPROCESSORS_ONLN),
        processor(),
        gibibytes,
        system.sysname,
        system.release,
        version(),
        fmt::gmtime(std::time(nullptr))
    );
}

}  // namespace

void print_table(Findings const& findings, std::ostream& out)
{
    constexpr auto kForm = "{:<56}{:>12} {:>19}{:>8}{:>8}{:>7}  {:<28}{:<4}{}\n";
    out << fmt::format(
        kForm, "", "median", "spread", "p50 ms", "p99 ms", "ratio", "goal", "met", "bad"
    );
    for (auto const& figure : findings.figures) {
        auto const row = row_of(figure, findings.figures);
        out << fmt::format(
            kForm,
            row.name,
            row.median,
            row.spread,
            row.p50,
            row.p99,
            row.ratio,
            row.wish,
            row.met,
            row.bad
        );
    }
    for (auto const& line : findings.left_out) {
        out << "left out: " << line << '\n';
    }
}

void print_markdown(Findings const& findings, std::ostream& out)
{
    out << machine() << "\n\n"
        << "| | median | spread | p50 ms | p99 ms | ratio | against | goal | met | bad answers |\n"
        << "|---|---|---|---|---|---|---|---|---|---|\n";
    for (auto const& figure : findings.figures) {
        auto const row = row_of(figure, findings.figures);
        out << fmt::format(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            row.name,
            row.median,
            row.spread,
            row.p50,
            row.p99,
            row.ratio,
            figure.yardstick,
            row.wish,
            row.met,
            row.bad
        );
    }
    for (auto const& line : findings.left_out) {
        out << "\nLeft out: " << line << '\n';
    }
}

void print_json(Findings const& findings, std::ostream& out)
{
    auto figures = boost::json::array{};
    for (auto const& figure : findings.figures) {
        auto const ratio = ratio_of(figure, findings.figures);
        auto const wish = wish_of(figure);
        figures.push_back(
            {{"name", figure.name},
             {"unit", figure.unit},
             {"median", figure.median()},
             {"least", figure.least()},
             {"most", figure.most()},
             {"runs", figure.samples.size()},
             {"p50_ms", figure.p50()},
             {"p99_ms", figure.p99()},
             {"bad", figure.bad()},
             {"yardstick", figure.yardstick},
             {"ratio", ratio ? boost::json::value{*ratio} : boost::json::value{}},
             {"goal", wish},
             {"met",
              wish.empty() ? boost::json::value{}
                           : boost::json::value{is_met(figure, findings.figures)}}}
        );
    }
    auto document = boost::json::object{};
    document["machine"] = machine();
    document["figures"] = std::move(figures);
    document["left_out"] = boost::json::value_from(findings.left_out);
    out << document << '\n';
}

}  // namespace upbeat::apps
