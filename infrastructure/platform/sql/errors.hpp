#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <upbeat/application/platform/unavailable.hpp>

namespace upbeat::sql {

// The database cannot serve now: it is gone, full, read-only, overloaded or too slow. Nothing that
// the unit of work did remains, except where `in_doubt` says that the connection broke during the
// commit, or the disk failed in it. Reported as 503; the text is for the log, not for the caller.
class Unavailable : public platform::Unavailable {
   public:
    explicit Unavailable(std::string const& what, bool in_doubt = false)
        : platform::Unavailable{what}, in_doubt_{in_doubt}
    {
    }

    bool in_doubt() const { return in_doubt_; }

   private:
    bool in_doubt_;
};

// A constraint refused the statement. Primary keys and unique constraints are one kind, since
// PostgreSQL does not tell them apart. The transaction is over: return an error from the unit of
// work. Where a duplicate is expected, `on conflict do nothing` is cheaper and keeps it alive.
class Conflict : public std::runtime_error {
   public:
    enum class Kind : unsigned char { unique, check, foreign, not_null };

    Conflict(Kind kind, std::string_view statement, std::string const& what)
        : std::runtime_error{what}, kind_{kind}, statement_{statement}
    {
    }

    Kind kind() const { return kind_; }
    std::string const& statement() const { return statement_; }

   private:
    Kind kind_;
    std::string statement_;
};

// A text that no database keeps whole: it holds a NUL, or is not UTF-8. The edge refuses such
// input; this is the net below it.
class InvalidText : public std::invalid_argument {
   public:
    using std::invalid_argument::invalid_argument;
};

// The statement itself is wrong: a bug of ours.
class BadStatement : public std::logic_error {
   public:
    using std::logic_error::logic_error;
};

}  // namespace upbeat::sql
