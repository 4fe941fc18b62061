#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/input_problems.hpp>
#include <upbeat/adapters/http/json_value.hpp>
#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/adapters/http/response.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// The input of an endpoint that takes none, and the output of one that answers without a body.
struct Nothing {};

using SnapshotPtr = std::shared_ptr<Snapshot const>;
using Answer = Result<Response>;

// What a request offers to be read.
struct RawInput {
    JsonValue path;  // objects of parameters
    JsonValue query;
    JsonValue body;  // for a raw body, a string
    bool body_sent = false;
};

// Takes the one answer of a batched call, from any thread. Copies share the duty; only the first
// answer counts. When all are gone without one, the client gets a 500.
class AnswerPort {
   public:
    virtual ~AnswerPort() = default;
    virtual void answer(Answer answer) = 0;
};

// One request that was read and is ready to run. Made on the I/O thread, run where the endpoint's
// kind says. Only the functions of its kind may be called.
class Call {
   public:
    virtual ~Call() = default;
    virtual Answer run(Context const&);                               // worker
    virtual void start(Context const&, std::shared_ptr<AnswerPort>);  // batched
    virtual SnapshotPtr fast(Context const&);                         // snapshot
    virtual Result<SnapshotPtr> build(Context const&);                // snapshot
    virtual bool opens_at_once(Context const&);                       // stream
    virtual Result<StreamPtr> open(Context const&);                   // stream
};

// How a success of an endpoint becomes a response: its presenter, status and headers.
template <class Out>
struct Rendering {
    // A constructor, because GCC 12 crashes on this aggregate's initialisers.
    explicit Rendering(unsigned usual = 200, Presenter<Out> form = {})
        : status{usual}, present{std::move(form)}
    {
    }

    unsigned status;
    Presenter<Out> present;
    std::function<unsigned(Out const&)> choose_status;
    std::vector<std::pair<std::string, std::function<std::string(Out const&)>>> headers;

    Response render(Out const& value) const
    {
        Response response;
        if constexpr (std::is_same_v<Out, Response>) {
            response = value;
        } else {
            response.status = choose_status ? choose_status(value) : status;
            if (present) {
                response.content_type = "application/json";
                response.body = present.to_json(value);
            }
        }
        for (auto const& [name, make] : headers) {
            if (auto const text = make(value); !text.empty()) {
                response.headers.add(name, text);
            }
        }
        return response;
    }
};

// A response in the form an IdempotencyStore keeps.
platform::KeptAnswer keep(Response const& response);

// How a batched handler answers later: call it once, from any thread, with a Result<Out>.
template <class Out>
class Reply {
   public:
    Reply(std::shared_ptr<AnswerPort> port, std::shared_ptr<Rendering<Out> const> rendering)
        : port_{std::move(port)}, rendering_{std::move(rendering)}
    {
    }

    void operator()(Result<Out> const& result) const
    {
        port_->answer(result ? Answer{rendering_->render(*result)} : Answer{fail(result.error())});
    }

    // What to keep under Context::idempotency so that a repeat gets this very answer.
    platform::KeptAnswer kept(Out const& value) const { return keep(rendering_->render(value)); }

   private:
    std::shared_ptr<AnswerPort> port_;
    std::shared_ptr<Rendering<Out> const> rendering_;
};

}  // namespace upbeat::http
