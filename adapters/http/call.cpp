#include <upbeat/adapters/http/call.hpp>

#include <stdexcept>

namespace upbeat::http {

Answer Call::run(Context const&)
{
    throw std::logic_error{"this endpoint does not run on a worker"};
}

void Call::start(Context const&, std::shared_ptr<AnswerPort>)
{
    throw std::logic_error{"this endpoint is not batched"};
}

SnapshotPtr Call::fast(Context const&)
{
    throw std::logic_error{"this endpoint has no snapshot"};
}

Result<SnapshotPtr> Call::build(Context const&)
{
    throw std::logic_error{"this endpoint has no snapshot"};
}

bool Call::opens_at_once(Context const&)
{
    throw std::logic_error{"this endpoint is no stream"};
}

Result<StreamPtr> Call::open(Context const&)
{
    throw std::logic_error{"this endpoint is no stream"};
}

platform::KeptAnswer keep(Response const& response)
{
    platform::KeptAnswer kept;
    kept.status = response.status;
    kept.content_type = response.content_type;
    if (auto const* const text = std::get_if<std::string>(&response.body)) {
        kept.body = *text;
    }
    for (auto const header : response.headers) {
        kept.headers.append(header.name).append(": ").append(header.value).append("\n");
    }
    return kept;
}

}  // namespace upbeat::http
