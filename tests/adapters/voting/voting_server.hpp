#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/pipeline.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/infrastructure/platform/limits/memory_rate_limiter.hpp>
#include <upbeat/tests/support/voting/memory_past.hpp>
#include <upbeat/tests/support/voting/plain_work.hpp>
#include <upbeat/tests/support/voting/voting_bench.hpp>

namespace upbeat::testing {

// Decides every group at once, on the caller's thread.
class InlineQueue final : public voting::VoteQueue {
   public:
    explicit InlineQueue(voting::CastVotes& votes) : votes_{votes} {}

    bool submit(voting::VoteGroup group, Done done) override;

    bool full = false;

   private:
    voting::CastVotes& votes_;
};

// "key-of-<agent>" belongs to that agent of the bench, "key-of-root" to an administrator.
class BenchAuthenticator final : public platform::Authenticator {
   public:
    explicit BenchAuthenticator(VotingBench& bench) : bench_{bench} {}

    std::optional<Result<Actor>> recall(std::string_view credential, Timestamp now) override;
    Result<Actor> load(std::string_view credential, Timestamp now) override;

   private:
    VotingBench& bench_;
};

// Finds what the ledger kept.
class LedgerAnswers final : public platform::IdempotencyStore {
   public:
    explicit LedgerAnswers(MemoryLedger& ledger) : ledger_{ledger} {}

    std::optional<platform::KeptRequest> find(std::string const& owner, std::string const& key)
        override;
    Result<platform::KeptAnswer> perform(
        platform::IdempotencyTicket const& ticket, Timestamp now, Work const& work
    ) override;

   private:
    MemoryLedger& ledger_;
};

class RecordedAudit final : public contracts::AuditLog {
   public:
    void record(contracts::AuditEntry const& entry) override { entries.push_back(entry); }

    std::vector<contracts::AuditEntry> entries;
};

struct Answer {
    http::Response response;

    unsigned status() const { return response.status; }
    std::string body() const;
    // A member by its JSON pointer: a text as it is, everything else as JSON; "(nothing)" if
    // absent.
    std::string at(std::string_view pointer) const;
    std::string header(std::string_view name) const;
};

// Answers wait for the history, however slow the machine is.
inline constexpr voting::ArchiveLimits kPatientArchive{.patience = std::chrono::seconds{15}};

// The voting endpoints behind the pipeline, over the voting bench; no socket, no thread of a
// writer.
class VotingServer {
   public:
    explicit VotingServer(voting::VotePolicy const& policy = {});
    ~VotingServer() { workers.stop(); }

    // `who` is an agent's id, "root", or empty for nobody.
    Answer get(std::string target, std::string const& who = {});
    Answer post(
        std::string target,
        std::string body,
        std::string const& who = {},
        std::string const& idempotency_key = {}
    );
    Answer put(std::string target, std::string body, std::string const& who = {});
    Answer del(std::string target, std::string const& who = {});
    Answer ask(http::Method method, std::string target, std::string body, http::Headers headers);

    VotingBench bench;
    MemoryPastLedger past{bench.ledger};
    MemoryStatuses statuses;
    voting::ChartArchive archive{
        {past, statuses, bench.voting.state, bench.items, bench.clock}, kPatientArchive
    };
    InlineQueue queue{bench.voting.cast_votes};
    BenchAuthenticator authenticator{bench};
    LedgerAnswers answers{bench.ledger};
    RecordedAudit audit;
    platform::MemoryRateLimiter limiter;
    std::vector<std::string> failures;
    http::WorkerPool workers{{.threads = 1, .queue = 8}};
    voting::ScoreFeed feed{bench.voting.state, bench.clock, 7, 1};
    voting::ScoreStreams streams{feed};
    PlainWork work;
    voting::Moderation moderation;
    voting::VotingEdge edge;
    http::Pipeline pipeline;
};

}  // namespace upbeat::testing
