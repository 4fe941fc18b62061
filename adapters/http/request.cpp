#include <upbeat/adapters/http/request.hpp>

#include <array>

namespace upbeat::http {

namespace {

constexpr std::array<std::string_view, 7> kMethodNames{
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"
};

}  // namespace

std::string_view to_text(Method method)
{
    return kMethodNames[static_cast<std::size_t>(method)];
}

std::optional<Method> parse_method(std::string_view text)
{
    for (std::size_t index = 0; index < kMethodNames.size(); ++index) {
        if (kMethodNames[index] == text) {
            return static_cast<Method>(index);
        }
    }
    return std::nullopt;
}

}  // namespace upbeat::http
