#pragma once

#include <upbeat/infrastructure/platform/sql/errors.hpp>

namespace upbeat::sql {

// The engine asks for the unit of work to be run again.
class Contended : public Unavailable {
   public:
    using Unavailable::Unavailable;
};

// The connection broke, and with it its transaction.
class Lost : public Unavailable {
   public:
    using Unavailable::Unavailable;
};

}  // namespace upbeat::sql
