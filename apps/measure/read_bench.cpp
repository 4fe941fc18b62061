#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_client.hpp>
#include <upbeat/apps/measure/load_tools.hpp>

namespace upbeat::apps {
namespace {

constexpr std::int64_t kTracks = 100'000;
constexpr double kGoalCharts = 1.05;
constexpr double kGoalDetails = 0.90;

HttpAnswer fetch(unsigned port, std::string const& target)
{
    auto answer = ask(port, {.target = target});
    if (answer.status != 200) {
        throw std::runtime_error{fmt::format("GET {} answers {}", target, answer.status)};
    }
    return answer;
}

struct Page {
    std::string name;
    std::string target;  // with us
    std::string file;    // the same bytes with nginx
};

// Eight kilobytes, and what a page without parameters gives.
std::vector<Page> pages()
{
    return {
        {"GET top, limit 10", "/api/v1/top/alltime?limit=10", "/top"},
        {"GET trending", "/api/v1/trending", "/trending"}
    };
}

Subject by_wrk(
    BenchPlan const& plan, Figure figure, unsigned port, std::string const& target, bool conditional
)
{
    auto load =
        Load{.url = fmt::format("http://127.0.0.1:{}{}", port, target), .seconds = plan.seconds};
    if (conditional) {
        load.headers.push_back("If-None-Match: " + fetch(port, target).header("ETag"));
    }
    return {std::move(figure), [wrk = plan.wrk, load] { return run_wrk(wrk, load); }};
}

// nginx gets no more files than it can keep open, which flatters it.
std::int64_t files()
{
    return std::min(kTracks, most_open_files());
}

// Asks for each page once, and how many a second that were: what is measured afterwards is not the
// first reading of each from the database, or the first opening of each file.
double ask_for_each(unsigned port, std::string const& path, std::int64_t pages)
{
    using Clock = std::chrono::steady_clock;
    auto asked = std::int64_t{0};
    auto const began = Clock::now();
    auto ended = began;
    auto load = ClientLoad{.port = port, .seconds = 1};
    load.next = [&, path, pages](std::string& out) {
        fmt::format_to(
            std::back_inserter(out),
            "GET {}{} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            path,
            1 + asked % pages
        );
        ended = ++asked == pages ? Clock::now() : ended;
    };
    while (asked < pages) {
        if (run_load(load).bad > 0) {
            throw std::runtime_error{"not every page of a track is there"};
        }
    }
    return static_cast<double>(pages) / std::chrono::duration<double>{ended - began}.count();
}

// Details of tracks at random; every file of nginx has the bytes of a track.
Subject details(
    BenchPlan const& plan, Figure figure, unsigned port, std::string const& path, std::int64_t pages
)
{
    auto load = ClientLoad{.port = port, .seconds = static_cast<double>(plan.seconds)};
    load.next = [path, pages, random = std::minstd_rand{1}](std::string& out) mutable {
        auto const track = std::uniform_int_distribution<std::int64_t>{1, pages}(random);
        fmt::format_to(
            std::back_inserter(out), "GET {}{} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path, track
        );
    };
    return {std::move(figure), [load] { return run_load(load); }};
}

void write_files(std::filesystem::path const& folder, unsigned port)
{
    std::filesystem::create_directories(folder);
    for (auto const& page : pages()) {
        std::ofstream{folder.string() + page.file} << fetch(port, page.target).body;
    }
    auto const body = fetch(port, "/api/v1/tracks/demo-track-1").body;
    for (auto track = std::int64_t{1}; track <= files(); ++track) {
        std::ofstream{folder / fmt::format("track-{}", track)} << body;
    }
}

std::string against(std::string const& name, unsigned nginx_port)
{
    return nginx_port == 0 ? "" : "nginx: " + name;
}

}  // namespace

std::vector<Figure> measure_reads(BenchPlan const& plan)
{
    auto site = BenchSite{""};
    plan.on_step(fmt::format("reads: {} tracks", kTracks));
    site.fill(kTracks, 50, 20'000);
    auto const port = site.serve();
    auto nginx = std::unique_ptr<NginxProcess>{};
    if (!plan.nginx.empty()) {
        write_files(site.folder() / "pages", port);
        nginx = std::make_unique<NginxProcess>(plan.nginx, site.folder() / "pages");
    }
    auto const nginx_port = nginx ? nginx->port() : 0U;
    auto subjects = std::vector<Subject>{};
    auto const add = [&](std::string const& name, double goal, auto const& subject_of) {
        auto const yardstick = against(name, nginx_port);
        if (nginx_port != 0) {
            subjects.push_back(subject_of(Figure{.name = yardstick}, nginx_port));
        }
        subjects.push_back(subject_of(
            Figure{.name = name, .yardstick = yardstick, .least_ratio = nginx_port ? goal : 0}, port
        ));
    };
    for (auto const conditional : {false, true}) {
        for (auto const& page : pages()) {
            add(page.name + (conditional ? ", 304" : ""),
                kGoalCharts,
                [&](Figure figure, unsigned at) {
                    auto const& target = at == port ? page.target : page.file;
                    return by_wrk(plan, std::move(figure), at, target, conditional);
                });
        }
    }
    auto const ours = std::string{"/api/v1/tracks/demo-track-"};
    plan.on_step("every track's page for the first time");
    auto const first_time = ask_for_each(port, ours, kTracks);
    if (nginx) {
        ask_for_each(nginx_port, "/track-", files());
    }
    add("GET one of 100,000 tracks", kGoalDetails, [&](Figure figure, unsigned at) {
        return at == port ? details(plan, std::move(figure), at, ours, kTracks)
                          : details(plan, std::move(figure), at, "/track-", files());
    });
    auto figures = take_turns(plan, std::move(subjects));
    figures.push_back(once({.name = "GET each of 100,000 tracks for the first time"}, first_time));
    return figures;
}

}  // namespace upbeat::apps
