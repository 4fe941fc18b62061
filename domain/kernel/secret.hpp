#pragma once

#include <string>
#include <utility>

namespace upbeat {

// A text that must not reach a log: it has no output operator and no formatter, so printing one
// does not compile. The place that needs the text says so by calling reveal().
class Secret {
   public:
    Secret() = default;
    explicit Secret(std::string text) : text_{std::move(text)} {}

    bool empty() const { return text_.empty(); }
    std::string const& reveal() const { return text_; }

   private:
    std::string text_;
};

}  // namespace upbeat
