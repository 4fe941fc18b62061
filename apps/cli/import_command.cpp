#include <upbeat/apps/cli/import_command.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/progress_bar.hpp>
#include <upbeat/apps/cli/tool_backend.hpp>
#include <upbeat/apps/records/record_lines.hpp>

namespace upbeat::apps {
namespace {

constexpr std::size_t kBatch = 1000;

struct Summary {
    std::int64_t lines = 0;
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t refused = 0;
};

// Collects lines until a batch is full, hands it over, and counts what became of each.
template <class Record, class Outcomes>
class Importer {
   public:
    using Parse = Result<Record> (*)(std::string_view);
    using Take = std::function<Result<Outcomes>(std::span<Record const>)>;

    Importer(Parse parse, Take take, Terminal const& terminal)
        : parse_{parse}, take_{std::move(take)}, terminal_{terminal}
    {
    }

    Result<void> line(std::string const& text)
    {
        ++summary_.lines;
        if (text.find_first_not_of(" \t\r") == std::string::npos) {
            return {};
        }
        auto record = parse_(text);
        if (!record) {
            refuse(summary_.lines, record.error());
            return {};
        }
        records_.push_back(std::move(*record));
        numbers_.push_back(summary_.lines);
        return records_.size() >= kBatch ? flush() : Result<void>{};
    }

    Result<void> flush()
    {
        if (records_.empty()) {
            return {};
        }
        UPBEAT_TRY(auto const outcomes, take_(records_));
        for (auto i = std::size_t{}; i < outcomes.size(); ++i) {
            count(outcomes[i], numbers_[i]);
        }
        records_.clear();
        numbers_.clear();
        return {};
    }

    Summary const& summary() const { return summary_; }

   private:
    template <class Outcome>
    void count(Outcome const& outcome, std::int64_t number)
    {
        using What = decltype(outcome.outcome);
        switch (outcome.outcome) {
            case What::created: ++summary_.created; break;
            case What::updated: ++summary_.updated; break;
            case What::unchanged: ++summary_.unchanged; break;
            case What::refused: refuse(number, *outcome.error); break;
        }
    }

    void refuse(std::int64_t number, Error const& error)
    {
        ++summary_.refused;
        terminal_.err << "line " << number << ": " << one_line(error) << '\n';
    }

    Parse parse_;
    Take take_;
    Terminal const& terminal_;
    std::vector<Record> records_;
    std::vector<std::int64_t> numbers_;
    Summary summary_;
};

ExitCode tell(Summary const& summary, Terminal const& terminal)
{
    if (terminal.json) {
        terminal.out << boost::json::object{{"lines", summary.lines},
                                            {"created", summary.created},
                                            {"updated", summary.updated},
                                            {"unchanged", summary.unchanged},
                                            {"refused", summary.refused}}
                     << '\n';
    } else {
        terminal.out << summary.created << " created, " << summary.updated << " updated, "
                     << summary.unchanged << " unchanged, " << summary.refused << " refused\n";
    }
    return summary.refused == 0 ? ExitCode::ok : ExitCode::failure;
}

template <class Record, class Outcomes>
ExitCode import_from(
    std::istream& input,
    std::int64_t bytes,
    Importer<Record, Outcomes>& importer,
    Terminal const& terminal
)
{
    auto line = std::string{};
    auto read = std::int64_t{};
    {
        auto bar = ProgressBar{terminal.err, "importing, bytes", bytes, terminal.quiet};
        while (std::getline(input, line)) {
            read += static_cast<std::int64_t>(line.size()) + 1;
            if (auto const taken = importer.line(line); !taken) {
                return report(taken.error(), terminal);
            }
            bar.show(read);
        }
        if (auto const taken = importer.flush(); !taken) {
            return report(taken.error(), terminal);
        }
    }
    return tell(importer.summary(), terminal);
}

ExitCode import_into(
    Backend& backend,
    Records records,
    std::istream& input,
    std::int64_t bytes,
    Terminal const& terminal
)
{
    using CatalogOutcomes = std::vector<catalog::RecordOutcome>;
    using AgentOutcomes = std::vector<identity::RecordOutcome>;
    auto& into = backend.catalog.import_catalog;
    if (records == Records::agents) {
        auto& agents = backend.identity.import_agents;
        auto importer = Importer<identity::AgentRecord, AgentOutcomes>{
            agent_from_line, [&agents](auto batch) { return agents.execute(batch); }, terminal
        };
        return import_from(input, bytes, importer, terminal);
    }
    if (records == Records::tools) {
        auto importer = Importer<catalog::ToolRecord, CatalogOutcomes>{
            tool_from_line, [&into](auto batch) { return into.tools(batch); }, terminal
        };
        return import_from(input, bytes, importer, terminal);
    }
    auto importer = Importer<catalog::TrackRecord, CatalogOutcomes>{
        track_from_line, [&into](auto batch) { return into.tracks(batch); }, terminal
    };
    return import_from(input, bytes, importer, terminal);
}

}  // namespace

ExitCode import_records(Import const& command, Config const& config, Terminal const& terminal)
{
    if (command.file == "-") {
        return with_backend(config, terminal, Purpose::command, [&](Backend& backend) {
            return import_into(backend, command.records, std::cin, 0, terminal);
        });
    }
    auto problem = std::error_code{};
    auto const bytes = std::filesystem::file_size(command.file, problem);
    auto file = std::ifstream{command.file};
    if (problem || !file) {
        return terminal.fail(ExitCode::storage, "the file " + command.file + " cannot be read");
    }
    return with_backend(config, terminal, Purpose::command, [&](Backend& backend) {
        return import_into(
            backend, command.records, file, static_cast<std::int64_t>(bytes), terminal
        );
    });
}

}  // namespace upbeat::apps
