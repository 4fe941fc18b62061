#include <upbeat/apps/measure/read_bench.hpp>

#include <fstream>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_tools.hpp>

namespace upbeat::apps {
namespace {

struct Subject {
    Figure figure;
    Load load;
};

HttpAnswer fetch(unsigned port, std::string const& target)
{
    auto answer = ask(port, {.target = target});
    if (answer.status != 200) {
        throw std::runtime_error{fmt::format("GET {} answers {}", target, answer.status)};
    }
    return answer;
}

Load load_of(unsigned port, std::string const& target, int seconds, bool conditional)
{
    auto load = Load{.url = fmt::format("http://127.0.0.1:{}{}", port, target), .seconds = seconds};
    if (conditional) {
        load.headers.push_back("If-None-Match: " + fetch(port, target).header("ETag"));
    }
    return load;
}

// The subject and, where there is nginx, its yardstick.
void add(
    std::vector<Subject>& subjects,
    BenchPlan const& plan,
    std::string const& name,
    unsigned port,
    unsigned nginx_port,
    std::string const& target,
    std::string const& file,
    bool conditional
)
{
    auto const full = name + (conditional ? ", 304" : "");
    auto yardstick = std::string{};
    if (nginx_port != 0) {
        yardstick = "nginx: " + full;
        subjects.push_back(
            {{.name = yardstick}, load_of(nginx_port, file, plan.seconds, conditional)}
        );
    }
    subjects.push_back(
        {{.name = full, .yardstick = yardstick, .goal = nginx_port == 0 ? 0 : 1.05},
         load_of(port, target, plan.seconds, conditional)}
    );
}

}  // namespace

std::vector<Figure> measure_reads(BenchPlan const& plan)
{
    auto site = BenchSite{""};
    site.fill(1000, 50, 5000);
    auto const port = site.serve();
    auto const pages = site.folder() / "pages";
    std::filesystem::create_directories(pages);
    std::ofstream{pages / "trending"} << fetch(port, "/api/v1/trending").body;
    std::ofstream{pages / "top"} << fetch(port, "/api/v1/top/alltime").body;
    auto const nginx =
        plan.nginx.empty() ? nullptr : std::make_unique<NginxProcess>(plan.nginx, pages);
    auto const nginx_port = nginx ? nginx->port() : 0U;

    auto subjects = std::vector<Subject>{};
    for (auto const conditional : {false, true}) {
        add(subjects,
            plan,
            "GET trending",
            port,
            nginx_port,
            "/api/v1/trending",
            "/trending",
            conditional);
        add(subjects, plan, "GET top", port, nginx_port, "/api/v1/top/alltime", "/top", conditional
        );
    }
    for (auto round = 1; round <= plan.rounds; ++round) {
        for (auto& subject : subjects) {
            plan.on_step(fmt::format("round {} of {}: {}", round, plan.rounds, subject.figure.name)
            );
            subject.figure.samples.push_back(run_wrk(plan.wrk, subject.load));
        }
    }
    auto figures = std::vector<Figure>{};
    for (auto& subject : subjects) {
        figures.push_back(std::move(subject.figure));
    }
    return figures;
}

}  // namespace upbeat::apps
