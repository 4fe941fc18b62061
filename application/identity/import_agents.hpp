#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::identity {

// One agent as an import brings it. With an id it replaces what is known under that id. It gets no
// key: an administrator issues one to whoever owns it.
struct AgentRecord {
    std::optional<std::string> id{};
    AgentFields fields{};
    std::optional<std::string> type{};
    std::optional<AgentStatus> status{};
    std::optional<Timestamp> created_at{};
    bool demo = false;
};

enum class Outcome : unsigned char { created, updated, unchanged, refused };

struct RecordOutcome {
    Outcome outcome = Outcome::refused;
    std::string id{};
    std::optional<Error> error{};  // of a refused one
};

// Takes records in batches, each in one unit of work; a wrong record is refused and the others go
// in. Records with ids can be imported again. For the operator's command line: it asks for no
// permission.
class ImportAgents {
   public:
    ImportAgents(IdentityStore& store, IdGenerator& ids, Clock const& clock)
        : store_{store}, ids_{ids}, clock_{clock}
    {
    }

    Result<std::vector<RecordOutcome>> execute(std::span<AgentRecord const> records);

   private:
    class Batch;

    Result<Agent> prepare(AgentRecord const& record, Agent const* known);

    IdentityStore& store_;
    IdGenerator& ids_;
    Clock const& clock_;
};

}  // namespace upbeat::identity
