#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <utility>

#include <boost/json.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {

bool InlineQueue::submit(voting::VoteGroup group, Done done)
{
    if (full) {
        return false;
    }
    std::vector<voting::VoteGroup> batch;
    batch.push_back(std::move(group));
    done(std::move(votes_.execute(std::span<voting::VoteGroup const>{batch}).front()));
    return true;
}

std::optional<Result<Actor>> BenchAuthenticator::recall(std::string_view credential, Timestamp)
{
    constexpr std::string_view kPrefix = "key-of-";
    auto const id = std::string{credential.substr(std::min(kPrefix.size(), credential.size()))};
    if (id == "root") {
        return Actor{.role = Role::admin, .id = "root"};
    }
    auto const voter = bench_.voters.find(id);
    if (!credential.starts_with(kPrefix) || !voter) {
        return std::nullopt;
    }
    return Actor{.role = Role::agent, .id = id, .voter = voter->num, .tier = Tier::enterprise};
}

Result<Actor> BenchAuthenticator::load(std::string_view, Timestamp)
{
    return fail({ErrorKind::unauthenticated, "invalid_api_key", "Not a key of ours."});
}

std::optional<platform::KeptRequest> LedgerAnswers::find(
    std::string const& owner, std::string const& key
)
{
    for (auto const& row : ledger_.idempotency_rows()) {
        if (row.owner == owner && row.key == key) {
            return platform::KeptRequest{
                row.fingerprint,
                {.status = row.status, .content_type = row.content_type, .body = row.body}
            };
        }
    }
    return std::nullopt;
}

Result<platform::KeptAnswer> LedgerAnswers::perform(
    platform::IdempotencyTicket const&, Timestamp, Work const& work
)
{
    return work();
}

std::string Answer::body() const
{
    if (auto const* const snapshot = std::get_if<http::SnapshotPtr>(&response.body)) {
        return std::string{(*snapshot)->body()};
    }
    return std::get<std::string>(response.body);
}

std::string Answer::at(std::string_view pointer) const
{
    auto const document = boost::json::parse(body());
    boost::json::error_code error;
    auto const* const value = document.find_pointer({pointer.data(), pointer.size()}, error);
    if (value == nullptr) {
        return "(nothing)";
    }
    auto const* const text = value->if_string();
    return text != nullptr ? std::string{text->data(), text->size()}
                           : boost::json::serialize(*value);
}

std::string Answer::header(std::string_view name) const
{
    return std::string{response.headers.find(name)};
}

VotingServer::VotingServer(voting::VotePolicy const& policy)
    : bench{policy},
      moderation{
          {bench.incidents, bench.ledger, bench.voters, work, audit, bench.ids, bench.clock},
          bench.voting,
          bench.policy,
          [this](voting::VoteGroup group) {
              return std::move(bench.voting.cast_votes
                                   .execute(std::span<voting::VoteGroup const>{&group, 1})
                                   .front());
          }
      },
      edge{
          .voting = bench.voting,
          .archive = archive,
          .past = past,
          .adjustments = bench.adjustments,
          .incidents = bench.incidents,
          .cards = bench.items,
          .clock = bench.clock,
          .queue = queue,
          .ledger = bench.ledger,
          .voters = bench.voters,
          .policy = bench.policy,
          .audit = audit,
          .streams = streams,
          .moderation = &moderation,
          .keyed_hash = std::hash<std::string_view>{}
      },
      pipeline{
          voting::endpoints(edge),
          {.barred = [this](Actor const& actor
                     ) { return bench.voting.get_voter_standing.barred(actor.voter); }},
          {.clock = bench.clock,
           .authenticator = authenticator,
           .limiter = limiter,
           .idempotency = answers,
           .workers = workers,
           .on_failure = [this](auto, auto, std::string_view what) { failures.emplace_back(what); }}
      }
{
}

Answer VotingServer::ask(
    http::Method method, std::string target, std::string body, http::Headers headers
)
{
    http::Request request;
    request.method = method;
    auto const mark = target.find('?');
    request.path = target.substr(0, mark);
    request.query = mark == std::string::npos ? "" : target.substr(mark + 1);
    request.target = std::move(target);
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.client = request.peer = http::IpAddress::v4({203, 0, 113, 7});
    request.request_id = "req-1";

    auto const promise = std::make_shared<std::promise<http::Response>>();
    auto answer = promise->get_future();
    pipeline.handle(std::move(request), http::Responder{[promise](http::Response&& response) {
                        promise->set_value(std::move(response));
                    }});
    if (answer.wait_for(std::chrono::seconds{20}) != std::future_status::ready) {
        throw std::runtime_error{"the pipeline did not answer"};
    }
    return {answer.get()};
}

namespace {

http::Headers headers_for(std::string const& who, std::string const& key = {})
{
    http::Headers headers;
    if (!who.empty()) {
        headers.add("authorization", "Bearer key-of-" + who);
    }
    if (!key.empty()) {
        headers.add("idempotency-key", key);
    }
    headers.add("content-type", "application/json");
    return headers;
}

}  // namespace

Answer VotingServer::get(std::string target, std::string const& who)
{
    return ask(http::Method::get, std::move(target), {}, headers_for(who));
}

Answer VotingServer::post(
    std::string target, std::string body, std::string const& who, std::string const& idempotency_key
)
{
    return ask(
        http::Method::post, std::move(target), std::move(body), headers_for(who, idempotency_key)
    );
}

Answer VotingServer::put(std::string target, std::string body, std::string const& who)
{
    return ask(http::Method::put, std::move(target), std::move(body), headers_for(who));
}

Answer VotingServer::del(std::string target, std::string const& who)
{
    return ask(http::Method::del, std::move(target), {}, headers_for(who));
}

}  // namespace upbeat::testing
