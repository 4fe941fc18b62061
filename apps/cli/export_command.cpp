#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_map>

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/import_command.hpp>
#include <upbeat/apps/cli/progress_bar.hpp>
#include <upbeat/apps/cli/tool_backend.hpp>
#include <upbeat/apps/records/record_lines.hpp>
#include <upbeat/apps/records/vote_line.hpp>

namespace upbeat::apps {
namespace {

// A stream that stops the export at once when a line cannot be written.
class Lines {
   public:
    Lines(std::ostream& out, Terminal const& terminal)
        : out_{out}, bar_{terminal.err, "exporting", 0, terminal.quiet}
    {
    }

    void add(std::string const& line)
    {
        out_ << line << '\n';
        if (!out_) {
            throw std::filesystem::filesystem_error{
                "the export cannot be written", std::error_code{errno, std::generic_category()}
            };
        }
        bar_.show(++count_);
    }

   private:
    std::ostream& out_;
    ProgressBar bar_;
    std::int64_t count_ = 0;
};

// The public ids of what the ledger knows by number.
struct Names {
    std::unordered_map<ItemNum, std::pair<ItemKind, std::string>> items;
    std::unordered_map<VoterNum, std::string> voters;

    explicit Names(Backend& backend)
    {
        backend.voting_items.each([this](voting::ItemFacts const& item) {
            items.emplace(item.num, std::pair{item.kind, item.id});
        });
        backend.identity_reader.each_agent(Timestamp::min(), [this](identity::Agent const& agent) {
            voters.emplace(agent.num, agent.id);
        });
    }
};

void export_votes(Backend& backend, Lines& lines)
{
    auto const names = Names{backend};
    backend.ledger.scan(std::nullopt, [&](std::span<voting::LedgerEntry const> batch) {
        for (auto const& entry : batch) {
            auto const item = names.items.find(entry.item);
            auto const voter = names.voters.find(entry.voter);
            if (item != names.items.end() && voter != names.voters.end()) {
                lines.add(to_line(
                    {.entry = entry,
                     .kind = item->second.first,
                     .item_id = item->second.second,
                     .agent_id = voter->second}
                ));
            }
        }
        return true;
    });
}

void export_all(Backend& backend, Records records, Lines& lines)
{
    auto const add = [&lines](auto const& record) { lines.add(to_line(record)); };
    switch (records) {
        case Records::tracks: backend.catalog_reader.each_track(Timestamp::min(), add); break;
        case Records::tools: backend.catalog_reader.each_tool(Timestamp::min(), add); break;
        case Records::agents:
            backend.identity_reader.each_agent(Timestamp::min(), [&](identity::Agent const& agent) {
                if (agent.origin == identity::Origin::registered) {
                    add(agent);
                }
            });
            break;
        case Records::votes: export_votes(backend, lines); break;
    }
}

ExitCode export_to(
    std::ostream& out, Export const& command, Config const& config, Terminal const& terminal
)
{
    return with_existing_backend(config, terminal, [&](Backend& backend) {
        auto lines = Lines{out, terminal};
        export_all(backend, command.records, lines);
        out.flush();
        return out ? ExitCode::ok
                   : terminal.fail(
                         ExitCode::storage,
                         std::string{"the export cannot be written: "} + std::strerror(errno)
                     );
    });
}

}  // namespace

ExitCode export_records(Export const& command, Config const& config, Terminal const& terminal)
{
    if (command.file == "-") {
        return export_to(terminal.out, command, config, terminal);
    }
    auto file = std::ofstream{command.file, std::ios::trunc};
    if (!file) {
        return terminal.fail(
            ExitCode::storage,
            "the file " + command.file + " cannot be written: " + std::strerror(errno)
        );
    }
    return export_to(file, command, config, terminal);
}

}  // namespace upbeat::apps
