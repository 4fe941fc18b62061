#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/adapters/http/typed_call.hpp>

namespace upbeat::http {

// The fluent declaration. Input schemas of path, query and body fill one struct In; the handler,
// given last, closes the declaration and yields the Endpoint.
template <class In, class Out>
class EndpointBuilder {
   public:
    explicit EndpointBuilder(Endpoint endpoint) : endpoint_{std::move(endpoint)} {}
    EndpointBuilder(Endpoint endpoint, InputSchemas<In> input, Rendering<Out> rendering)
        : endpoint_{std::move(endpoint)}, input_{std::move(input)}, rendering_{std::move(rendering)}
    {
    }

    EndpointBuilder also_at(std::string path, bool deprecated = false) &&
    {
        endpoint_.aliases.push_back({std::move(path), deprecated});
        return std::move(*this);
    }
    EndpointBuilder operation(std::string id) &&
    {
        return with(&Endpoint::operation_id, std::move(id));
    }
    EndpointBuilder tag(std::string tag) && { return with(&Endpoint::tag, std::move(tag)); }
    EndpointBuilder summary(std::string text) &&
    {
        return with(&Endpoint::summary, std::move(text));
    }
    EndpointBuilder description(std::string text) &&
    {
        return with(&Endpoint::description, std::move(text));
    }
    EndpointBuilder deprecated() && { return with(&Endpoint::deprecated, true); }
    EndpointBuilder hidden() && { return with(&Endpoint::hidden, true); }

    EndpointBuilder auth(Auth auth) && { return with(&Endpoint::auth, auth); }
    EndpointBuilder own_object() && { return with(&Endpoint::own_object, true); }
    EndpointBuilder open_to_barred() && { return with(&Endpoint::open_to_barred, true); }
    EndpointBuilder input_before_auth() && { return with(&Endpoint::input_before_auth, true); }
    EndpointBuilder idempotent() && { return with(&Endpoint::idempotent, true); }
    EndpointBuilder uncounted() && { return with(&Endpoint::uncounted, true); }
    EndpointBuilder limit(EndpointLimit limit) &&
    {
        endpoint_.limits.push_back(std::move(limit));
        return std::move(*this);
    }
    EndpointBuilder body_limit(std::size_t bytes) && { return with(&Endpoint::body_limit, bytes); }
    EndpointBuilder body_example(std::string json) &&
    {
        return with(&Endpoint::body_example, std::move(json));
    }
    EndpointBuilder body_optional() && { return with(&Endpoint::body_optional, true); }

    // Input. All three may be given, for the same struct.
    template <class T>
    EndpointBuilder<T, Out> path(Schema<T> schema) &&
    {
        endpoint_.path_schema = schema.shared();
        auto next = std::move(*this).template reading<T>();
        next.input_.path = std::move(schema);
        return next;
    }
    template <class T>
    EndpointBuilder<T, Out> query(Schema<T> schema) &&
    {
        endpoint_.query_schema = schema.shared();
        auto next = std::move(*this).template reading<T>();
        next.input_.query = std::move(schema);
        return next;
    }
    template <class T>
    EndpointBuilder<T, Out> body(Schema<T> schema) &&
    {
        endpoint_.takes_body = true;
        endpoint_.body_schema = schema.describe();
        auto next = std::move(*this).template reading<T>();
        next.input_.body = std::move(schema);
        return next;
    }
    // A body that is not JSON, kept as its bytes in a member of the input.
    template <class T>
    EndpointBuilder<T, Out> raw_body(std::string content_type, std::string T::* member) &&
    {
        endpoint_.takes_body = endpoint_.raw_body = true;
        endpoint_.body_content_type = std::move(content_type);
        auto next = std::move(*this).template reading<T>();
        next.input_.raw_body = member;
        return next;
    }

    // Output.
    template <class T>
    EndpointBuilder<In, T> returns(
        unsigned status, Presenter<T> presenter, std::string about = {}
    ) &&
    {
        endpoint_.successes.push_back(
            {status, std::move(about), "application/json", presenter.describe()}
        );
        return {
            std::move(endpoint_), std::move(input_), Rendering<T>{status, std::move(presenter)}
        };
    }
    // The same form under another status, for outcomes that `when` recognises.
    EndpointBuilder or_returns(unsigned status, std::function<bool(Out const&)> when) &&
    {
        auto second = endpoint_.successes.front();
        second.status = status;
        endpoint_.successes.push_back(std::move(second));
        rendering_.choose_status = [when = std::move(when), status, usual = rendering_.status](
                                       Out const& value
                                   ) { return when(value) ? status : usual; };
        return std::move(*this);
    }
    EndpointBuilder<In, Nothing> returns_nothing(std::string about = {}) &&
    {
        endpoint_.successes.push_back({204, std::move(about), {}, {}});
        return {std::move(endpoint_), std::move(input_), Rendering<Nothing>{204}};
    }
    // The handler makes the Response itself: text, HTML, several types.
    EndpointBuilder<In, Response> returns_response(
        unsigned status, std::string content_type, std::string about = {}
    ) &&
    {
        endpoint_.successes.push_back({status, std::move(about), std::move(content_type), {}});
        return {std::move(endpoint_), std::move(input_), Rendering<Response>{status}};
    }
    // A stream; its handler is given to stream().
    EndpointBuilder<In, Nothing> returns_stream(std::string about) &&;

    // A header of successes; `make` gives its value, an empty one leaves it out.
    EndpointBuilder header(
        std::string name, std::string about, std::function<std::string(Out const&)> make
    ) &&
    {
        endpoint_.successes.back().headers.push_back({name, std::move(about)});
        rendering_.headers.emplace_back(std::move(name), std::move(make));
        return std::move(*this);
    }

    EndpointBuilder fails_with(std::vector<Failure> failures) &&
    {
        endpoint_.failures.insert(endpoint_.failures.end(), failures.begin(), failures.end());
        return std::move(*this);
    }
    EndpointBuilder status_for(std::string code, unsigned status) &&
    {
        endpoint_.status_of_code.insert_or_assign(std::move(code), status);
        return std::move(*this);
    }

    // The handler; one of the four. Each may leave the input out: handler(context).
    //   worker:   Result<Out>(Context const&, In const&), on a worker, may block
    //   batched:  void(Context const&, In&&, Reply<Out>), on the I/O thread, must not block
    //   snapshot: fast: SnapshotPtr(Context const&, In const&), on the I/O thread, null to build;
    //             build: Result<SnapshotPtr>(Context const&, In const&), on a worker, one at a
    //             time for the same target
    //   stream:   at_once: bool(Context const&, In const&), whether opening does not block;
    //             open: Result<StreamPtr>(Context const&, In const&), on the I/O thread then, else
    //             on a worker
    template <class Handler>
    Endpoint worker(Handler handler) &&
    {
        return finish(RouteKind::worker, worker_call<In, Out>(std::move(handler), rendering()));
    }
    template <class Handler>
    Endpoint batched(Handler handler) &&
    {
        return finish(RouteKind::batched, batched_call<In, Out>(std::move(handler), rendering()));
    }
    template <class Fast, class Build>
    Endpoint snapshot(Fast fast, Build build) &&
    {
        return finish(RouteKind::snapshot, snapshot_call<In>(std::move(fast), std::move(build)));
    }

    template <class AtOnce, class Open>
    Endpoint stream(AtOnce at_once, Open open) &&
    {
        return finish(RouteKind::stream, stream_call<In>(std::move(at_once), std::move(open)));
    }

   private:
    template <class, class>
    friend class EndpointBuilder;

    template <class V, class W>
    EndpointBuilder with(V Endpoint::* member, W value)
    {
        endpoint_.*member = std::move(value);
        return std::move(*this);
    }
    template <class T>
    EndpointBuilder<T, Out> reading() &&
    {
        if constexpr (std::same_as<T, In>) {
            return std::move(*this);
        } else {
            static_assert(std::same_as<In, Nothing>, "path, query and body fill one struct");
            return {std::move(endpoint_), {}, std::move(rendering_)};
        }
    }
    std::shared_ptr<Rendering<Out> const> rendering()
    {
        return std::make_shared<Rendering<Out> const>(std::move(rendering_));
    }
    Endpoint finish(RouteKind kind, MakeCall<In> make)
    {
        endpoint_.kind = kind;
        endpoint_.prepare = preparation(std::move(input_), std::move(make));
        return std::move(endpoint_);
    }

    Endpoint endpoint_;
    InputSchemas<In> input_;
    Rendering<Out> rendering_;
};

// What every stream answers with: 200, 101, and no place left.
void declare_stream(Endpoint& endpoint, std::string about);

template <class In, class Out>
EndpointBuilder<In, Nothing> EndpointBuilder<In, Out>::returns_stream(std::string about) &&
{
    declare_stream(endpoint_, std::move(about));
    return {std::move(endpoint_), std::move(input_), Rendering<Nothing>{}};
}

EndpointBuilder<Nothing, Nothing> get(std::string path);
EndpointBuilder<Nothing, Nothing> post(std::string path);
EndpointBuilder<Nothing, Nothing> put(std::string path);
EndpointBuilder<Nothing, Nothing> patch(std::string path);
EndpointBuilder<Nothing, Nothing> del(std::string path);

}  // namespace upbeat::http
