#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <upbeat/application/catalog/catalog.hpp>
#include <upbeat/application/community/community.hpp>
#include <upbeat/application/identity/identity.hpp>
#include <upbeat/application/voting/chart_archive.hpp>
#include <upbeat/application/voting/moderation.hpp>
#include <upbeat/application/voting/voting.hpp>
#include <upbeat/apps/composition/announcements.hpp>
#include <upbeat/apps/composition/config.hpp>
#include <upbeat/apps/composition/forgetful_ledger.hpp>
#include <upbeat/domain/kernel/secret.hpp>
#include <upbeat/infrastructure/catalog/identity_gateway.hpp>
#include <upbeat/infrastructure/catalog/sql_catalog_reader.hpp>
#include <upbeat/infrastructure/catalog/sql_catalog_store.hpp>
#include <upbeat/infrastructure/catalog/voting_gateway.hpp>
#include <upbeat/infrastructure/community/sql_waitlist.hpp>
#include <upbeat/infrastructure/identity/authenticator_gateway.hpp>
#include <upbeat/infrastructure/identity/key_crypto.hpp>
#include <upbeat/infrastructure/identity/sql_identity_reader.hpp>
#include <upbeat/infrastructure/identity/sql_identity_store.hpp>
#include <upbeat/infrastructure/identity/voter_standings_gateway.hpp>
#include <upbeat/infrastructure/platform/crypto.hpp>
#include <upbeat/infrastructure/platform/events/change_bell.hpp>
#include <upbeat/infrastructure/platform/random_ids.hpp>
#include <upbeat/infrastructure/platform/records/sql_audit_log.hpp>
#include <upbeat/infrastructure/platform/records/sql_idempotency.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>
#include <upbeat/infrastructure/platform/system_clock.hpp>
#include <upbeat/infrastructure/voting/change_listener.hpp>
#include <upbeat/infrastructure/voting/item_cards_gateway.hpp>
#include <upbeat/infrastructure/voting/item_directory_gateway.hpp>
#include <upbeat/infrastructure/voting/sql_checkpoint_store.hpp>
#include <upbeat/infrastructure/voting/sql_incidents.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>
#include <upbeat/infrastructure/voting/sql_past_ledger.hpp>
#include <upbeat/infrastructure/voting/sql_reputation_adjustments.hpp>
#include <upbeat/infrastructure/voting/sql_unit_of_work.hpp>
#include <upbeat/infrastructure/voting/status_history_gateway.hpp>
#include <upbeat/infrastructure/voting/unit_audit_log.hpp>
#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>
#include <upbeat/infrastructure/voting/writer_numbers.hpp>

namespace upbeat::apps {

// What a program that is put together is for.
enum class Purpose : unsigned char {
    serving,  // takes a writer's number, so it may append to the ledger
    command,  // works on catalogue, agents and keys, and only reads votes
};

// Everything behind the edge, from the database to the use cases. Members stand in the order in
// which they are built and are destroyed against it, so read it top to bottom: each needs only what
// stands above. The server and the subcommands share it; there is no second wiring.
class Backend {
   public:
    struct Needs {
        Config const& config;
        std::unique_ptr<sql::Database> database;  // open, its schema current
        Secret secret;                            // root of all keyed hashes
        Purpose purpose = Purpose::command;
        bool forget_votes = false;  // for `upbeat bench` alone: see ForgetfulLedger
    };

    explicit Backend(Needs needs);
    Backend(Backend const&) = delete;
    Backend& operator=(Backend const&) = delete;

    // Fills what lives in memory from the database: catalogue, voting state. Before serving.
    voting::RebuildReport load(voting::RebuildState::Progress const& progress = {});

    // The machine.
    std::unique_ptr<sql::Database> database;
    platform::SystemClock clock;
    platform::RandomIds ids;
    platform::KeyedHash network_hash;  // stands for clients' networks in the ledger
    platform::ChangeBell bell;         // rings when other nodes have something to read
    Announcements announcements;       // what stores tell when they have committed

    // Where things are kept.
    platform::SqlIdempotency kept_answers;
    platform::SqlAuditReader audit;
    identity::CryptoKeyHasher key_hasher;
    identity::CryptoRandomBytes random_bytes;
    identity::SqlIdentityReader identity_reader;
    identity::SqlIdentityStore identity_store;
    catalog::SqlCatalogReader catalog_reader;
    catalog::SqlCatalogStore catalog_store;
    community::SqlWaitlist waitlist;
    voting::SqlLedger ledger;
    ForgetfulLedger forgetful_ledger;
    voting::SqlPastLedger past_ledger;
    voting::SqlCheckpointStore checkpoints;
    voting::SqlReputationAdjustments adjustments;
    voting::SqlIncidents incidents;
    voting::SqlUnitOfWork voting_work;
    voting::UnitAuditLog voting_audit;
    voting::WriterNumbers writers;

    // Voting, with what it asks of the others.
    voting::ItemDirectoryGateway voting_items;
    voting::ItemCardsGateway voting_cards;
    voting::VoterDirectoryGateway voting_voters;
    voting::StatusHistoryGateway status_history;
    voting::VotePolicy vote_policy;
    std::int32_t writer;
    voting::Voting voting;
    voting::SubmitVotes submit_votes;  // set by whoever runs the writer, before it serves
    voting::Moderation moderation;
    voting::ChartArchive chart_archive;  // the charts of the past
    voting::ChangeListener voting_changes;

    // The catalogue, which asks voting for standings and identity for names.
    catalog::VotingGateway standings;
    catalog::IdentityGateway creators;
    catalog::Catalog catalog;

    // Identity, which asks voting what became of an agent.
    identity::VoterStandingsGateway voter_standings;
    identity::Identity identity;
    identity::AuthenticatorGateway authenticator;

    community::Community community;

   private:
    voting::Ledger& vote_ledger(bool forget_votes);
};

}  // namespace upbeat::apps
