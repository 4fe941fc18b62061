#include <upbeat/tests/support/market/market_server.hpp>

#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <upbeat/adapters/catalog/routes.hpp>
#include <upbeat/adapters/community/routes.hpp>
#include <upbeat/adapters/http/pipeline.hpp>
#include <upbeat/adapters/identity/routes.hpp>
#include <upbeat/infrastructure/identity/authenticator_gateway.hpp>
#include <upbeat/infrastructure/platform/limits/memory_rate_limiter.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>

namespace upbeat::testing {
namespace {

// The creators are the agents that identity has in memory.
class MemoryCreators final : public catalog::Creators {
   public:
    explicit MemoryCreators(MemoryIdentity& agents) : agents_{agents} {}
    std::optional<catalog::Creator> find(std::string const& agent_id) override
    {
        auto const agent = agents_.agent(agent_id);
        return agent ? std::optional{catalog::Creator{agent->id, agent->name, agent->num}}
                     : std::nullopt;
    }
    std::vector<catalog::Creator> find_all(std::span<std::string const> agent_ids) override
    {
        std::vector<catalog::Creator> found;
        for (auto const& agent : agents_.agents(agent_ids)) {
            found.push_back({agent.id, agent.name, agent.num});
        }
        return found;
    }

   private:
    MemoryIdentity& agents_;
};

class MemoryWaitlist final : public community::Waitlist {
   public:
    Joined join(community::WaitlistEntry const& entry) override
    {
        auto [at, is_new] = entries_.emplace(entry.email, entry);
        if (is_new) {
            at->second.position = count();
        }
        return {at->second, is_new, count()};
    }
    std::int64_t count() override { return static_cast<std::int64_t>(entries_.size()); }

   private:
    std::map<std::string, community::WaitlistEntry> entries_;
};

class MemoryAnswers final : public platform::IdempotencyStore {
   public:
    std::optional<platform::KeptRequest> find(std::string const& owner, std::string const& key)
        override
    {
        std::scoped_lock const lock{mutex_};
        auto const at = kept_.find({owner, key});
        return at == kept_.end() ? std::nullopt : std::optional{at->second};
    }
    Result<platform::KeptAnswer> perform(
        platform::IdempotencyTicket const& ticket, Timestamp, Work const& work
    ) override
    {
        UPBEAT_TRY(auto answer, work());
        std::scoped_lock const lock{mutex_};
        kept_.try_emplace({ticket.owner, ticket.key}, ticket.fingerprint, answer);
        return answer;
    }

   private:
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, platform::KeptRequest> kept_;
};

class MemoryAudit final : public contracts::AuditReader {
   public:
    MemoryAudit(MemoryCatalog& catalog, MemoryIdentity& identity)
        : catalog_{catalog}, identity_{identity}
    {
    }
    Page<contracts::AuditEntry> entries(contracts::AuditQuery const& query) override
    {
        auto all = catalog_.aftermath().audited;
        auto const more = identity_.audited();
        all.insert(all.end(), more.begin(), more.end());
        auto const total = static_cast<std::int64_t>(all.size());
        return {std::move(all), total, query.page};
    }

   private:
    MemoryCatalog& catalog_;
    MemoryIdentity& identity_;
};

http::Endpoints all(http::Endpoints first, http::Endpoints second, http::Endpoints third)
{
    for (auto* const more : {&second, &third}) {
        for (auto& endpoint : *more) {
            first.push_back(std::move(endpoint));
        }
    }
    return first;
}

http::Request request_to(std::string_view method, std::string const& target)
{
    http::Request request;
    request.method = http::parse_method(method).value();
    request.target = target;
    auto const mark = target.find('?');
    request.path = target.substr(0, mark);
    request.query = mark == std::string::npos ? "" : target.substr(mark + 1);
    request.client = request.peer = http::IpAddress::v4({192, 0, 2, 1});
    request.request_id = "req-1";
    return request;
}

Reply reply_of(http::Response const& response)
{
    Reply reply{.status = response.status};
    std::string text;
    if (auto const* const snapshot = std::get_if<http::SnapshotPtr>(&response.body)) {
        text = (*snapshot)->body();
        reply.etag = (*snapshot)->etag();
    } else {
        text = std::get<std::string>(response.body);
    }
    if (!text.empty()) {
        reply.json = boost::json::parse(text);
    }
    reply.retry_after = response.headers.find("Retry-After");
    return reply;
}

}  // namespace

struct MarketServer::Parts {
    explicit Parts(MarketServer& server)
        : creators{server.identity_store},
          audit{server.catalog_store, server.identity_store},
          catalog{
              {server.catalog_store,
               server.catalog_store,
               server.standings,
               creators,
               ids,
               server.clock}
          },
          identity{
              {server.identity_store,
               server.identity_store,
               server.voters,
               hasher,
               random,
               ids,
               server.clock,
               Secret{kAdminKey}}
          },
          community{{waitlist, server.clock}},
          authenticator{identity.key_ring},
          pipeline{
              all(catalog::routes(catalog, cache, "https://store.example"),
                  identity::routes(identity, audit),
                  community::routes(community)),
              {},
              http::PipelinePorts{
                  .clock = server.clock,
                  .authenticator = authenticator,
                  .limiter = limiter,
                  .idempotency = answers,
                  .workers = workers,
                  .on_failure = [&server](
                                    auto, auto, std::string_view what
                                ) { server.failures.emplace_back(what); },
              }
          }
    {
    }
    Parts(Parts const&) = delete;
    Parts& operator=(Parts const&) = delete;
    ~Parts() { workers.stop(); }

    CountedIds ids;
    PlainHasher hasher;
    CountedBytes random;
    MemoryCreators creators;
    MemoryWaitlist waitlist;
    MemoryAudit audit;
    MemoryAnswers answers;
    catalog::DetailCache cache;
    catalog::Catalog catalog;
    identity::Identity identity;
    community::Community community;
    identity::AuthenticatorGateway authenticator;
    platform::MemoryRateLimiter limiter;
    http::WorkerPool workers{{.threads = 2, .queue = 64}};
    http::Pipeline pipeline;
};

MarketServer::MarketServer() : parts_{std::make_unique<Parts>(*this)}
{
    catalog_store.tell(*this);
    identity_store.tell(*this);
}

MarketServer::~MarketServer() = default;

void MarketServer::publish(contracts::Event const& event)
{
    if (auto const* const item = std::get_if<contracts::ItemChanged>(&event)) {
        parts_->catalog.memory.on_changed(*item);
        parts_->cache.forget(item->kind, item->id);
        standings.live[item->num] = item->kind;
    } else if (auto const* const agent = std::get_if<contracts::AgentChanged>(&event)) {
        parts_->identity.key_ring.on_changed(*agent);
        parts_->cache.clear();
    } else {
        parts_->identity.key_ring.on_changed(std::get<contracts::KeyChanged>(event));
    }
}

Reply MarketServer::get(std::string const& target, std::string const& key)
{
    return send("GET", target, {}, key);
}

Reply MarketServer::post(std::string const& target, std::string body, std::string const& key)
{
    return send("POST", target, std::move(body), key);
}

Reply MarketServer::send(
    std::string_view method,
    std::string const& target,
    std::string body,
    std::string const& key,
    std::string const& idempotency_key
)
{
    auto request = request_to(method, target);
    if (!body.empty()) {
        request.headers.add("content-type", "application/json");
    }
    if (!key.empty()) {
        request.headers.add("authorization", "Bearer " + key);
    }
    if (!idempotency_key.empty()) {
        request.headers.add("idempotency-key", idempotency_key);
    }
    request.body = std::move(body);
    auto const promise = std::make_shared<std::promise<http::Response>>();
    auto answer = promise->get_future();
    parts_->pipeline.handle(
        std::move(request), http::Responder{[promise](http::Response&& response) {
            promise->set_value(std::move(response));
        }}
    );
    if (answer.wait_for(std::chrono::seconds{20}) != std::future_status::ready) {
        throw std::runtime_error{"the pipeline did not answer"};
    }
    return reply_of(answer.get());
}

std::string MarketServer::key_of(std::string const& agent_id)
{
    auto const reply = post(
        "/api/v1/agents/register", R"({"name":"Listening Bot","agent_id":")" + agent_id + R"("})"
    );
    return reply.at("/api_key");
}

std::string Reply::at(std::string_view pointer) const
{
    boost::json::error_code missing;
    auto const* const value = json.find_pointer({pointer.data(), pointer.size()}, missing);
    if (value == nullptr) {
        return "(absent)";
    }
    return value->is_string() ? std::string{value->get_string()} : boost::json::serialize(*value);
}

}  // namespace upbeat::testing
