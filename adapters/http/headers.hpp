#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace upbeat::http {

// One header line. In a request the name is lower case.
struct Header {
    std::string_view name;
    std::string_view value;
};

// Header lines in the order they were added, kept in one block of text, so that a request costs no
// allocation per line. Views into it are valid until the next change.
class Headers {
   public:
    Headers() = default;
    Headers(std::initializer_list<Header> lines);

    // The text is taken as it is: whoever adds a line from outside text checks it for line breaks.
    void add(std::string_view name, std::string_view value);

    // The same with the name in lower case, as requests have it.
    void add_lower(std::string_view name, std::string_view value);

    // Adds the line, or replaces the value of the first one of that name.
    void set(std::string_view name, std::string_view value);

    // The first value of that name in any case, or an empty text.
    std::string_view find(std::string_view name) const;
    bool contains(std::string_view name) const;

    // Every value of that name, joined by ", ", as RFC 9110 5.3 lets a recipient do.
    std::string joined(std::string_view name) const;

    std::size_t size() const { return lines_.size(); }
    bool empty() const { return lines_.empty(); }
    Header operator[](std::size_t index) const;

    // Room for so many more lines and characters, before several are added.
    void reserve(std::size_t lines, std::size_t text);

    // Forgets the lines and keeps the memory.
    void clear();

    class Iterator {
       public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Header;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Header;

        Iterator() = default;
        Iterator(Headers const& headers, std::size_t index) : headers_{&headers}, index_{index} {}
        Header operator*() const { return (*headers_)[index_]; }
        Iterator& operator++()
        {
            ++index_;
            return *this;
        }
        Iterator operator++(int)
        {
            auto const before = *this;
            ++index_;
            return before;
        }
        bool operator==(Iterator const& other) const { return index_ == other.index_; }

       private:
        Headers const* headers_ = nullptr;
        std::size_t index_ = 0;
    };

    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, lines_.size()}; }

   private:
    struct Line {
        std::uint32_t name_at;
        std::uint32_t name_size;
        std::uint32_t value_at;
        std::uint32_t value_size;
    };

    std::uint32_t append(std::string_view text);

    std::string text_;
    std::vector<Line> lines_;
};

// Whether two names or tokens are equal, letter case apart (ASCII).
bool same_token(std::string_view a, std::string_view b);

}  // namespace upbeat::http
