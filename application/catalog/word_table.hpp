#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace upbeat::catalog {

// Small numbers for words that occur often. 0 stands for "no word". Words are never forgotten.
class WordTable {
   public:
    std::uint32_t number(std::string_view word)
    {
        if (word.empty()) {
            return 0;
        }
        if (auto const known = find(word)) {
            return *known;
        }
        auto const next = static_cast<std::uint32_t>(words_.size() + 1);
        numbers_.emplace(words_.emplace_back(word), next);
        return next;
    }

    std::optional<std::uint32_t> find(std::string_view word) const
    {
        auto const at = numbers_.find(word);
        return at == numbers_.end() ? std::nullopt : std::optional{at->second};
    }

    std::string const& word(std::uint32_t number) const { return words_.at(number - 1); }
    std::size_t size() const { return words_.size(); }

   private:
    std::deque<std::string> words_;  // never moves its strings: the map looks at them
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace upbeat::catalog
