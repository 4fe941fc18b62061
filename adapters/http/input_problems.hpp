#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// Where in an input a value stands. A chain on the stack; its text (an RFC 6901 JSON pointer in a
// body, the plain name of a parameter) is only made when there is a problem to report.
class Spot {
   public:
    enum class In : unsigned char { body, query, path };

    explicit Spot(In in = In::body) : in_{in} {}

    Spot at(std::string_view member) const { return Spot{this, member, 0}; }
    Spot at(std::size_t index) const { return Spot{this, {}, index}; }

    In in() const { return in_; }
    std::string pointer() const;

   private:
    Spot(Spot const* up, std::string_view member, std::size_t index)
        : up_{up}, member_{member}, index_{index}, in_{up->in_}
    {
    }

    Spot const* up_ = nullptr;
    std::string_view member_{};
    std::size_t index_ = 0;
    In in_;
};

// Everything that is wrong with an input, reported together. It keeps the first kMost.
class InputProblems {
   public:
    static constexpr std::size_t kMost = 50;

    void add(Spot const& spot, std::string_view code, std::string message);

    bool empty() const { return problems_.empty(); }
    std::size_t size() const { return problems_.size(); }
    std::vector<FieldProblem> take() { return std::move(problems_); }

   private:
    std::vector<FieldProblem> problems_;
};

}  // namespace upbeat::http
