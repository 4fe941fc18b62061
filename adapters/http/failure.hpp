#pragma once

#include <string>
#include <utility>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// An error an endpoint documents. Those that any endpoint may give (validation, authentication,
// limits, unavailable) are added by themselves.
struct Failure {
    ErrorKind kind;
    std::string code;
    std::string when{};  // a sentence for readers; optional
};

inline Failure fails(ErrorKind kind, std::string code, std::string when = {})
{
    return {kind, std::move(code), std::move(when)};
}

}  // namespace upbeat::http
