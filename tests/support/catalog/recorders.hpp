#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/contracts/event_sink.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::testing {

class RecordedEvents final : public contracts::EventLog {
   public:
    std::vector<contracts::Event> events{};
    void append(contracts::Event event) override { events.push_back(std::move(event)); }
};

class RecordedAudit final : public contracts::AuditLog {
   public:
    std::vector<contracts::AuditEntry> entries{};
    void record(contracts::AuditEntry const& entry) override { entries.push_back(entry); }
};

class RecordedSink final : public contracts::EventSink {
   public:
    std::vector<contracts::Event> events{};
    void publish(contracts::Event const& event) override { events.push_back(event); }
};

// "trk_1", "trk_2", ...
class CountedIds final : public IdGenerator {
   public:
    std::string next(std::string_view prefix) override
    {
        return std::string{prefix} + '_' + std::to_string(++count_);
    }

   private:
    int count_ = 0;
};

}  // namespace upbeat::testing
