#pragma once

#include <string>

namespace upbeat::sql {

// What an extended result code of SQLite means to us.
class SqliteFailure {
   public:
    SqliteFailure(int code, std::string message, std::string statement, std::string path);

    // Somebody has to do something on the machine: free space, give rights, restore a backup.
    bool is_for_the_operator() const;
    bool breaks_connection() const;
    // One line that says so, for the log.
    std::string line() const;
    // Throws Conflict, Contended, Lost, Unavailable, InvalidText or BadStatement.
    [[noreturn]] void raise() const;

   private:
    int primary() const { return code_ & 0xFF; }
    [[noreturn]] void raise_constraint() const;

    int code_;
    std::string message_;
    std::string statement_;
    std::string path_;
};

}  // namespace upbeat::sql
