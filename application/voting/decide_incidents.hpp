#pragma once

#include <functional>
#include <string>
#include <vector>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/unit_of_work.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

// Who decides, and why. `request_id` for the audit log.
struct DecidedBy {
    std::string actor{};
    std::string reason{};
    std::string request_id{};
};

// What people say about incidents. Each act is one unit of work with its audit entry; memory
// changes after the commit, and votes follow by SettleIncidents. Thread-safe.
class DecideIncidents {
   public:
    struct Parts {
        ConductWatch& watch;
        Incidents& incidents;
        UnitOfWork& work;
        contracts::AuditLog& audit;
        IdGenerator& ids;
        Clock const& clock;
    };

    explicit DecideIncidents(Parts const& parts) : parts_{parts} {}

    // The incident is right. Of a group it confirms the whole case, and takes its votes on the item
    // out of the count. incident_not_found; incident_decided if that is what it says already.
    Result<Incident> confirm(std::string const& id, DecidedBy const& by);
    // The incident was wrong: flags, blocks and penalties go, held votes come back, for the whole
    // case. Also after it was confirmed: that is how an appeal succeeds.
    Result<Incident> dismiss(std::string const& id, DecidedBy const& by);
    // The agent objects; its text stands beside the evidence. Again: the later text.
    Result<Incident> appeal(std::string const& id, VoterNum voter, std::string const& text);

    // Ends running blocks (unblock) or suspensions (lift) early. The incidents stay what they are.
    // Gives how many there were.
    Result<std::int64_t> unblock(VoterNum voter, std::string const& agent, DecidedBy const& by);
    Result<std::int64_t> lift_suspension(
        VoterNum voter, std::string const& agent, DecidedBy const& by
    );
    // Blocks for a day, or suspends, without a detector.
    Result<Incident> impose(
        ConductAction action, VoterNum voter, std::string const& agent, DecidedBy const& by
    );

   private:
    using Change = std::function<void(Incident&)>;

    Result<Incident> decide(std::string const& id, IncidentStatus status, DecidedBy const& by);
    Result<std::int64_t> end(
        ConductAction action, VoterNum voter, std::string const& agent, DecidedBy const& by
    );
    Result<void> save(std::vector<Incident>& incidents, Change const& change);
    void audit(
        DecidedBy const& by,
        std::string action,
        std::string type,
        std::string id,
        std::string detail
    );

    Parts parts_;
};

}  // namespace upbeat::voting
