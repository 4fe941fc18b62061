#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/adapters/http/schema.hpp>

namespace upbeat::http {

// What fills the input struct of an endpoint.
template <class In>
struct InputSchemas {
    Schema<In> path;
    Schema<In> query;
    Schema<In> body;
    std::string In::* raw_body = nullptr;
};

template <>
struct InputSchemas<Nothing> {};

template <class In>
using MakeCall = std::function<std::unique_ptr<Call>(In&&)>;

inline void read_parts(InputSchemas<Nothing> const&, RawInput const&, InputProblems&, Nothing&) {}

template <class In>
void read_parts(
    InputSchemas<In> const& schemas, RawInput const& raw, InputProblems& problems, In& in
)
{
    schemas.path.read(raw.path, Spot{Spot::In::path}, problems, in);
    schemas.query.read(raw.query, Spot{Spot::In::query}, problems, in);
    if (schemas.raw_body != nullptr) {
        in.*schemas.raw_body = raw.body.text();
    } else if (!schemas.body.empty() && raw.body_sent) {
        schemas.body.read(raw.body, Spot{Spot::In::body}, problems, in);
    }
}

template <class In>
std::function<std::unique_ptr<Call>(RawInput const&, InputProblems&)> preparation(
    InputSchemas<In> schemas, MakeCall<In> make
)
{
    return [schemas = std::move(schemas), make = std::move(make)](
               RawInput const& raw, InputProblems& problems
           ) -> std::unique_ptr<Call> {
        In in{};
        read_parts(schemas, raw, problems, in);
        return problems.empty() ? make(std::move(in)) : nullptr;
    };
}

namespace detail {

template <class Handler, class In>
decltype(auto) call_handler(Handler const& handler, Context const& context, In const& in)
{
    if constexpr (std::invocable<Handler const&, Context const&, In const&>) {
        return handler(context, in);
    } else {
        return handler(context);
    }
}

template <class In, class Out, class Handler>
class WorkerCall final : public Call {
   public:
    WorkerCall(
        In in,
        std::shared_ptr<Handler const> handler,
        std::shared_ptr<Rendering<Out> const> rendering
    )
        : in_{std::move(in)}, handler_{std::move(handler)}, rendering_{std::move(rendering)}
    {
    }

    Answer run(Context const& context) override
    {
        auto result = call_handler(*handler_, context, in_);
        if (!result) {
            return fail(std::move(result).error());
        }
        if constexpr (std::same_as<Out, Nothing>) {
            return rendering_->render(Nothing{});
        } else {
            return rendering_->render(*result);
        }
    }

   private:
    In in_;
    std::shared_ptr<Handler const> handler_;
    std::shared_ptr<Rendering<Out> const> rendering_;
};

template <class In, class Out, class Handler>
class BatchedCall final : public Call {
   public:
    BatchedCall(
        In in,
        std::shared_ptr<Handler const> handler,
        std::shared_ptr<Rendering<Out> const> rendering
    )
        : in_{std::move(in)}, handler_{std::move(handler)}, rendering_{std::move(rendering)}
    {
    }

    void start(Context const& context, std::shared_ptr<AnswerPort> port) override
    {
        (*handler_)(context, std::move(in_), Reply<Out>{std::move(port), rendering_});
    }

   private:
    In in_;
    std::shared_ptr<Handler const> handler_;
    std::shared_ptr<Rendering<Out> const> rendering_;
};

template <class In, class Fast, class Build>
class SnapshotCall final : public Call {
   public:
    SnapshotCall(In in, std::shared_ptr<Fast const> fast, std::shared_ptr<Build const> build)
        : in_{std::move(in)}, fast_{std::move(fast)}, build_{std::move(build)}
    {
    }

    SnapshotPtr fast(Context const& context) override { return call_handler(*fast_, context, in_); }
    Result<SnapshotPtr> build(Context const& context) override
    {
        return call_handler(*build_, context, in_);
    }

   private:
    In in_;
    std::shared_ptr<Fast const> fast_;
    std::shared_ptr<Build const> build_;
};

template <class In, class AtOnce, class Open>
class StreamCall final : public Call {
   public:
    StreamCall(In in, std::shared_ptr<AtOnce const> at_once, std::shared_ptr<Open const> open)
        : in_{std::move(in)}, at_once_{std::move(at_once)}, open_{std::move(open)}
    {
    }

    bool opens_at_once(Context const& context) override
    {
        return call_handler(*at_once_, context, in_);
    }
    Result<StreamPtr> open(Context const& context) override
    {
        return call_handler(*open_, context, in_);
    }

   private:
    In in_;
    std::shared_ptr<AtOnce const> at_once_;
    std::shared_ptr<Open const> open_;
};

}  // namespace detail

template <class In, class Out, class Handler>
MakeCall<In> worker_call(Handler handler, std::shared_ptr<Rendering<Out> const> rendering)
{
    auto shared = std::make_shared<Handler const>(std::move(handler));
    return [shared, rendering = std::move(rendering)](In&& in) -> std::unique_ptr<Call> {
        return std::make_unique<detail::WorkerCall<In, Out, Handler>>(
            std::move(in), shared, rendering
        );
    };
}

template <class In, class Out, class Handler>
MakeCall<In> batched_call(Handler handler, std::shared_ptr<Rendering<Out> const> rendering)
{
    auto shared = std::make_shared<Handler const>(std::move(handler));
    return [shared, rendering = std::move(rendering)](In&& in) -> std::unique_ptr<Call> {
        return std::make_unique<detail::BatchedCall<In, Out, Handler>>(
            std::move(in), shared, rendering
        );
    };
}

template <class In, class Fast, class Build>
MakeCall<In> snapshot_call(Fast fast, Build build)
{
    auto shared_fast = std::make_shared<Fast const>(std::move(fast));
    auto shared_build = std::make_shared<Build const>(std::move(build));
    return [shared_fast, shared_build](In&& in) -> std::unique_ptr<Call> {
        return std::make_unique<detail::SnapshotCall<In, Fast, Build>>(
            std::move(in), shared_fast, shared_build
        );
    };
}

template <class In, class AtOnce, class Open>
MakeCall<In> stream_call(AtOnce at_once, Open open)
{
    auto shared_at_once = std::make_shared<AtOnce const>(std::move(at_once));
    auto shared_open = std::make_shared<Open const>(std::move(open));
    return [shared_at_once, shared_open](In&& in) -> std::unique_ptr<Call> {
        return std::make_unique<detail::StreamCall<In, AtOnce, Open>>(
            std::move(in), shared_at_once, shared_open
        );
    };
}

}  // namespace upbeat::http
