#include <upbeat/apps/cli/doctor_command.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <upbeat/adapters/http/server/server.hpp>
#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/apps/composition/open_database.hpp>
#include <upbeat/apps/composition/version.hpp>
#include <upbeat/infrastructure/platform/migrations/schema.hpp>
#include <upbeat/infrastructure/platform/records/database_clock.hpp>
#include <upbeat/infrastructure/platform/system_clock.hpp>

namespace upbeat::apps {
namespace {

namespace fs = std::filesystem;

enum class Verdict : unsigned char { good, note, bad };

struct Finding {
    std::string subject;
    Verdict verdict = Verdict::good;
    std::string line;
    ExitCode code = ExitCode::ok;
};

std::string_view word(Verdict verdict)
{
    switch (verdict) {
        case Verdict::good: return "ok";
        case Verdict::note: return "note";
        case Verdict::bad: return "FAIL";
    }
    return "FAIL";
}

Finding good(std::string subject, std::string line)
{
    return {std::move(subject), Verdict::good, std::move(line), ExitCode::ok};
}

Finding bad(std::string subject, Error const& error)
{
    return {std::move(subject), Verdict::bad, error.detail, exit_code_of(error)};
}

Finding configuration(Config const& config)
{
    auto const fit = fit_to_serve(config);
    return fit ? good("configuration", "the settings fit together")
               : bad("configuration", fit.error());
}

Finding secret(Config const& config)
{
    if (!config.secret_key.empty()) {
        return good("secret", "SECRET_KEY is set");
    }
    auto const file = config.data_dir / "secret.key";
    auto problem = std::error_code{};
    auto const status = fs::status(file, problem);
    if (!fs::exists(status)) {
        return good("secret", "none yet; the first start makes " + file.string());
    }
    if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) !=
        fs::perms::none) {
        return {
            "secret",
            Verdict::bad,
            file.string() + " can be read by others; run: chmod 600 " + file.string(),
            ExitCode::configuration
        };
    }
    return good("secret", "kept in " + file.string() + "; back it up, keys depend on it");
}

// The nearest folder that exists: the first start makes the rest.
fs::path existing(fs::path folder)
{
    folder = fs::absolute(folder);
    while (!fs::exists(folder) && folder.has_parent_path() && folder != folder.parent_path()) {
        folder = folder.parent_path();
    }
    return folder;
}

Finding disk(Config const& config)
{
    auto const folder = existing(config.data_dir);
    if (::access(folder.c_str(), W_OK) != 0) {
        return {
            "disk",
            Verdict::bad,
            folder.string() + " cannot be written by this user; set DATA_DIR or change its owner",
            ExitCode::storage
        };
    }
    auto problem = std::error_code{};
    auto const megabytes = fs::space(folder, problem).available / (1024 * 1024);
    auto const line = fmt::format("{} MB free in {}", megabytes, folder.string());
    if (problem || megabytes < 16) {
        return {"disk", Verdict::bad, line + "; free some space", ExitCode::storage};
    }
    return megabytes < 1024
               ? Finding{"disk", Verdict::note, line + "; that is little", ExitCode::ok}
               : good("disk", line);
}

Finding schema_of(sql::Database& database, Config const& config)
{
    auto const status = sql::schema_status(database);
    auto const line = fmt::format("schema {} of {}", status.current, status.latest);
    if (status.usable()) {
        return good("schema", line);
    }
    auto const outdated = status.state == sql::SchemaStatus::State::outdated;
    if (outdated && !uses_postgres(config)) {
        return {"schema", Verdict::note, line + "; the next start migrates it", ExitCode::ok};
    }
    return {"schema", Verdict::bad, status.advice, ExitCode::database};
}

Finding clocks(sql::Database& database)
{
    using std::chrono::abs;
    auto const lead = platform::clock_lead(database, platform::SystemClock{});
    auto const line = fmt::format(
        "{:.1f} s {} the database's",
        std::abs(std::chrono::duration<double>(lead).count()),
        lead.count() < 0 ? "behind" : "ahead of"
    );
    if (abs(lead) > platform::kIntolerableLead) {
        return {
            "clocks", Verdict::bad, line + "; a node will not start; set it", ExitCode::failure
        };
    }
    return abs(lead) > platform::kNotableLead
               ? Finding{"clocks", Verdict::note, line + "; set it (timedatectl)", ExitCode::ok}
               : good("clocks", line);
}

void database(Config const& config, std::vector<Finding>& findings)
{
    auto const location = database_location(config);
    if (location && !uses_postgres(config) && !fs::exists(location->reveal())) {
        findings.push_back(good("database", "none yet; the first start makes " + location->reveal())
        );
        return;
    }
    auto log = platform::Log{{.level = platform::LogLevel::off}};
    auto opened = open_database(config, {.connections = 1, .log = log});
    if (!opened) {
        findings.push_back(bad("database", opened.error()));
        return;
    }
    auto const began = std::chrono::steady_clock::now();
    (*opened)->ping();
    auto const took =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began);
    findings.push_back(good(
        "database",
        fmt::format("{} answers in {:.1f} ms", database_for_people(config), took.count())
    ));
    findings.push_back(schema_of(**opened, config));
    findings.push_back(clocks(**opened));
}

// Answers nothing: the server is only asked whether it can listen.
class Nobody final : public http::Application {
   public:
    http::HeadVerdict on_head(http::Method, std::string_view, http::Headers const&) override
    {
        return {};
    }
    void handle(http::Request&&, http::Responder respond) override { respond({.status = 503}); }
};

// Whether what listens there is one of us; looked for at the loopback address only.
bool upbeat_answers(Config const& config)
{
    auto const answer =
        ask(static_cast<unsigned>(config.api_port), {.target = "/health/live"}).json();
    auto const* const status =
        answer.is_object() ? answer.as_object().if_contains("status") : nullptr;
    return status != nullptr && *status == "alive";
}

Finding port(Config const& config)
{
    auto nobody = Nobody{};
    auto options = http::ServerOptions{};
    options.address = config.api_host;
    options.port = static_cast<std::uint16_t>(config.api_port);
    options.threads = 1;
    auto server = http::Server{options, nobody};
    auto const started = server.start();
    if (!started && started.error().code == "port_in_use" && upbeat_answers(config)) {
        return good("port", fmt::format("an Upbeat answers at port {}", config.api_port));
    }
    if (!started) {
        return bad("port", started.error());
    }
    return good("port", fmt::format("{} port {} is free", config.api_host, config.api_port));
}

Finding redis(Config const& config)
{
    auto const address = redis_address(config);
    if (!address) {
        return bad("redis", address.error());
    }
    if (!*address) {
        return good("redis", "not configured, and not needed");
    }
    if (platform::redis_answers(**address, std::chrono::milliseconds{500})) {
        return good("redis", "answers");
    }
    return {"redis", Verdict::note, "does not answer; Upbeat works without it", ExitCode::ok};
}

Finding clock()
{
    // A build knows that it was not made in the future.
    constexpr auto kLeast = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    auto const now = platform::SystemClock{}.now();
    if (now < kLeast) {
        return {
            "clock",
            Verdict::bad,
            "the machine's clock is years behind; set it (timedatectl)",
            ExitCode::failure
        };
    }
    return good("clock", "plausible; votes are counted by UTC hours and days");
}

ExitCode tell(std::vector<Finding> const& findings, Terminal const& terminal)
{
    auto gravest = ExitCode::ok;
    auto list = boost::json::array{};
    for (auto const& finding : findings) {
        gravest = gravest == ExitCode::ok ? finding.code : gravest;
        if (terminal.json) {
            list.push_back(
                {{"subject", finding.subject},
                 {"verdict", word(finding.verdict)},
                 {"detail", finding.line}}
            );
        } else {
            terminal.out << fmt::format(
                "{:<5}{:<14}{}\n", word(finding.verdict), finding.subject, finding.line
            );
        }
    }
    if (terminal.json) {
        terminal.out << list << '\n';
    }
    return gravest;
}

}  // namespace

ExitCode examine(Config const& config, Terminal const& terminal)
{
    auto findings = std::vector<Finding>{configuration(config), secret(config), disk(config)};
    try {
        database(config, findings);
    } catch (std::exception const& failure) {
        findings.push_back(bad("database", database_failure(failure)));
    }
    findings.push_back(redis(config));
    findings.push_back(port(config));
    findings.push_back(clock());
    return tell(findings, terminal);
}

}  // namespace upbeat::apps
