#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace upbeat {

// What the caller can do about a failure; one table in the HTTP adapter turns it into a status.
enum class ErrorKind {
    invalid_input,    // mend the request
    unauthenticated,  // present a valid credential
    forbidden,        // give up: this actor may not
    not_found,        // look elsewhere; also the answer for objects of other owners
    conflict,         // a duplicate or a stale version
    rule_broken,      // the domain says no, a repeat will not help
    rate_limited,     // slow down, see retry_after
    unavailable,      // wait, see retry_after
};

// One wrong field of an input. `pointer` is an RFC 6901 JSON pointer, or a parameter's name.
struct FieldProblem {
    std::string pointer;
    std::string code;
    std::string message;

    bool operator==(FieldProblem const&) const = default;
};

// An expected failure, as a value. `detail` is written for the person who reads it and never holds
// secrets, SQL or anything from inside.
struct Error {
    ErrorKind kind;
    std::string code;  // stable and documented, for example "duplicate_vote"
    std::string detail;
    std::vector<FieldProblem> fields{};
    std::optional<std::chrono::seconds> retry_after{};

    bool operator==(Error const&) const = default;
};

// A value or an Error. A class of its own, so that dropping one is a warning and a move to
// std::expected is one line.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
   public:
    using tl::expected<T, Error>::expected;
};

// Lets a function that returns a Result say: return fail(some_error(...));
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>{std::move(error)};
}

}  // namespace upbeat

#define UPBEAT_DETAIL_CONCAT_(a, b) a##b
#define UPBEAT_DETAIL_CONCAT(a, b) UPBEAT_DETAIL_CONCAT_(a, b)
#define UPBEAT_DETAIL_TRY(result, declaration, ...)       \
    auto result = (__VA_ARGS__);                          \
    if (!result) {                                        \
        return ::upbeat::fail(std::move(result).error()); \
    }                                                     \
    declaration = std::move(*result)

// UPBEAT_TRY(auto vote, ballot.cast(...)): binds the value, or returns the error.
#define UPBEAT_TRY(declaration, ...) \
    UPBEAT_DETAIL_TRY(UPBEAT_DETAIL_CONCAT(upbeat_result_, __COUNTER__), declaration, __VA_ARGS__)

// UPBEAT_CHECK(store.save(x)): returns the error, if there is one.
#define UPBEAT_CHECK(...)                                             \
    do {                                                              \
        if (auto upbeat_checked = (__VA_ARGS__); !upbeat_checked) {   \
            return ::upbeat::fail(std::move(upbeat_checked).error()); \
        }                                                             \
    } while (false)
