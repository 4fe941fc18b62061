#include <future>

#include <boost/json.hpp>

#include <upbeat/infrastructure/platform/limits/memory_rate_limiter.hpp>

#include "sample_api.hpp"

namespace upbeat::testing {

using namespace upbeat::http;

namespace {

Actor actor(Role role, std::string id, Tier tier = Tier::free)
{
    return Actor{.role = role, .id = std::move(id), .tier = tier};
}

}  // namespace

std::optional<Result<Actor>> SampleAuthenticator::recall(std::string_view credential, Timestamp)
{
    if (credential == "key-of-ada") {
        return actor(Role::agent, "ada");
    }
    if (credential == "key-of-pro") {
        return actor(Role::agent, "pro", Tier::pro);
    }
    if (credential == "key-of-root") {
        return actor(Role::admin, "root");
    }
    if (credential == "key-of-eve") {
        auto eve = actor(Role::agent, "eve");
        eve.suspended = true;
        return eve;
    }
    return std::nullopt;
}

Result<Actor> SampleAuthenticator::load(std::string_view credential, Timestamp)
{
    ++loads;
    if (credential == "slow-key") {
        return actor(Role::agent, "slow");
    }
    return fail({ErrorKind::unauthenticated, "credential_invalid", "Not a key of ours."});
}

std::optional<platform::KeptRequest> MemoryIdempotencyStore::find(
    std::string const& owner, std::string const& key
)
{
    std::lock_guard const lock{mutex_};
    auto const kept = kept_.find({owner, key});
    return kept == kept_.end() ? std::nullopt : std::optional{kept->second};
}

Result<platform::KeptAnswer> MemoryIdempotencyStore::perform(
    platform::IdempotencyTicket const& ticket, Timestamp, Work const& work
)
{
    UPBEAT_TRY(auto answer, work());
    if (meanwhile) {
        std::exchange(meanwhile, nullptr)();
    }
    std::lock_guard const lock{mutex_};
    if (!kept_.try_emplace({ticket.owner, ticket.key}, ticket.fingerprint, answer).second) {
        return fail(platform::idempotency_key_taken());
    }
    return answer;
}

SampleServer::SampleServer(PipelineOptions options, std::size_t queue)
    : limiter{std::make_unique<platform::MemoryRateLimiter>()},
      workers{{.threads = 2, .queue = queue}},
      pipeline{
          sample_endpoints(state),
          std::move(options),
          PipelinePorts{
              .clock = clock,
              .authenticator = authenticator,
              .limiter = *limiter,
              .idempotency = idempotency,
              .workers = workers,
              .on_failure =
                  [this](auto, auto, std::string_view what) { failures.emplace_back(what); }
          }
      }
{
}

SampleServer::~SampleServer()
{
    workers.stop();
}

void SampleServer::ask_later(Request request, std::function<void(Response&&)> take)
{
    pipeline.handle(std::move(request), Responder{std::move(take)});
}

Response SampleServer::ask(Request request)
{
    auto const promise = std::make_shared<std::promise<Response>>();
    auto answer = promise->get_future();
    ask_later(std::move(request), [promise](Response&& response) {
        promise->set_value(std::move(response));
    });
    if (answer.wait_for(std::chrono::seconds{20}) != std::future_status::ready) {
        throw std::runtime_error{"the pipeline did not answer"};
    }
    return answer.get();
}

Response SampleServer::get(std::string target, Headers headers)
{
    return ask(request_to(Method::get, std::move(target), {}, std::move(headers)));
}

Response SampleServer::post(std::string target, std::string body, Headers headers)
{
    return ask(request_to(Method::post, std::move(target), std::move(body), std::move(headers)));
}

Request request_to(Method method, std::string target, std::string body, Headers headers)
{
    Request request;
    request.method = method;
    request.path = target.substr(0, target.find('?'));
    request.query =
        target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
    request.target = std::move(target);
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.client = request.peer = IpAddress::v4({203, 0, 113, 7});
    request.request_id = "req-1";
    return request;
}

std::string body_of(Response const& response)
{
    if (auto const* const snapshot = std::get_if<SnapshotPtr>(&response.body)) {
        return std::string{(*snapshot)->body()};
    }
    return std::get<std::string>(response.body);
}

std::string at(Response const& response, std::string_view pointer)
{
    auto const document = boost::json::parse(body_of(response));
    boost::json::error_code error;
    auto const* const value = document.find_pointer({pointer.data(), pointer.size()}, error);
    if (value == nullptr) {
        return "(nothing)";
    }
    auto const* const text = value->if_string();
    return text != nullptr ? std::string{text->data(), text->size()}
                           : boost::json::serialize(*value);
}

}  // namespace upbeat::testing
