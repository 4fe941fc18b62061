#pragma once

#include <memory>
#include <string>
#include <vector>

namespace upbeat::sql {

// A connection of its own that listens to one channel of a PostgreSQL database (LISTEN) and can
// speak on it (NOTIFY). It hears itself too. For one thread; throws Unavailable, after which it is
// of no more use.
class PostgresChannel {
   public:
    // `name` is an identifier: letters, digits and underscores.
    PostgresChannel(std::string const& url, std::string const& name);
    ~PostgresChannel();
    PostgresChannel(PostgresChannel const&) = delete;
    PostgresChannel& operator=(PostgresChannel const&) = delete;

    // Readable when something may have arrived.
    int descriptor() const;
    // At most 7 KB. One round trip; does not wait for the disk.
    void send(std::string const& text);
    // What arrived since the last call; does not wait.
    std::vector<std::string> received();

   private:
    struct Link;

    std::unique_ptr<Link> link_;
};

}  // namespace upbeat::sql
