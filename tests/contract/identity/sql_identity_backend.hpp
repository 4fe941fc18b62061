#pragma once

#include <upbeat/infrastructure/identity/sql_identity_reader.hpp>
#include <upbeat/infrastructure/identity/sql_identity_store.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "identity_backend.hpp"

namespace upbeat::testing {

class SqlIdentityBackend final : public IdentityBackend {
   public:
    explicit SqlIdentityBackend(sql::Engine engine) : database_{engine} {}
    identity::IdentityStore& store() override { return store_; }
    identity::IdentityReader& reader() override { return reader_; }

   private:
    FreshDatabase database_;
    identity::SqlIdentityStore store_{database_.get(), sink};
    identity::SqlIdentityReader reader_{database_.get()};
};

}  // namespace upbeat::testing
