#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

// Moves given values into their places and remembers what is wrong with them, so that a caller
// learns of every wrong field at once. The names are JSON pointers.
class FieldCheck {
   public:
    void text(
        std::optional<std::string> const& given,
        std::string& place,
        std::string_view pointer,
        std::size_t max_length
    );
    void required(std::string const& place, std::string_view pointer);
    // An empty text clears the address; anything else must be a public http(s) URL.
    void url(std::optional<std::string> const& given, std::string& place, std::string_view pointer);
    void number(
        std::optional<int> const& given,
        std::optional<int>& place,
        std::string_view pointer,
        int low,
        int high
    );
    void words(
        std::vector<std::string> const& words,
        std::string_view pointer,
        std::size_t max_count,
        std::size_t max_length
    );
    void problem(std::string_view pointer, std::string code, std::string message);
    void problems(Error const& error);

    Result<void> verdict() const;

   private:
    std::vector<FieldProblem> problems_;
};

}  // namespace upbeat::catalog
