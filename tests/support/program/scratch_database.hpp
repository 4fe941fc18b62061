#pragma once

#include <filesystem>
#include <string>

namespace upbeat::testing {

enum class Engine : unsigned char { sqlite, postgres };

// A folder and a database of one's own, gone at the end. PostgreSQL: a new database on the server
// that UPBEAT_TEST_POSTGRES_URL names.
class ScratchDatabase {
   public:
    explicit ScratchDatabase(Engine engine);
    ~ScratchDatabase();
    ScratchDatabase(ScratchDatabase const&) = delete;
    ScratchDatabase& operator=(ScratchDatabase const&) = delete;

    Engine engine() const { return engine_; }
    std::filesystem::path const& folder() const { return folder_; }

    // For DATABASE_URL.
    std::string const& url() const { return url_; }

    // Runs one statement past the program, which may be running.
    void run(std::string const& sql) const;

   private:
    Engine engine_;
    std::filesystem::path folder_;
    std::string name_;
    std::string url_;
};

}  // namespace upbeat::testing
