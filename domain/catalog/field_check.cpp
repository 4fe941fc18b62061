#include <upbeat/domain/catalog/field_check.hpp>

#include <upbeat/domain/catalog/errors.hpp>
#include <upbeat/domain/catalog/vocabulary.hpp>
#include <upbeat/domain/catalog/web_url.hpp>

namespace upbeat::catalog {

void FieldCheck::text(
    std::optional<std::string> const& given,
    std::string& place,
    std::string_view pointer,
    std::size_t max_length
)
{
    if (!given) {
        return;
    }
    place = trim(*given);
    if (place.find('\0') != place.npos) {
        problem(pointer, "bad_character", "must not hold a NUL character");
    }
    if (code_points(place) > max_length) {
        problem(
            pointer, "too_long", "must have at most " + std::to_string(max_length) + " characters"
        );
    }
}

void FieldCheck::required(std::string const& place, std::string_view pointer)
{
    if (place.empty()) {
        problem(pointer, "required", "is required");
    }
}

void FieldCheck::url(
    std::optional<std::string> const& given, std::string& place, std::string_view pointer
)
{
    if (!given) {
        return;
    }
    place = trim(*given);
    if (place.empty()) {
        return;
    }
    auto const url = parse_web_url(place);
    if (!url) {
        problem(pointer, "malformed_url", "must be an absolute http(s) URL");
    } else if (is_private_host(url->host)) {
        problem(pointer, "private_host", "must lead to a public host");
    }
}

void FieldCheck::number(
    std::optional<int> const& given,
    std::optional<int>& place,
    std::string_view pointer,
    int low,
    int high
)
{
    if (!given) {
        return;
    }
    place = given;
    if (*given < low || *given > high) {
        problem(
            pointer,
            "out_of_range",
            "must be " + std::to_string(low) + " to " + std::to_string(high)
        );
    }
}

void FieldCheck::words(
    std::vector<std::string> const& words,
    std::string_view pointer,
    std::size_t max_count,
    std::size_t max_length
)
{
    if (words.size() > max_count) {
        problem(pointer, "too_many", "must have at most " + std::to_string(max_count) + " entries");
    }
    for (auto const& word : words) {
        if (code_points(word) > max_length || word.find('\0') != word.npos) {
            problem(
                pointer,
                "too_long",
                "may only hold words of at most " + std::to_string(max_length) + " characters"
            );
            return;
        }
    }
}

void FieldCheck::problem(std::string_view pointer, std::string code, std::string message)
{
    problems_.push_back({std::string{pointer}, std::move(code), std::move(message)});
}

void FieldCheck::problems(Error const& error)
{
    problems_.insert(problems_.end(), error.fields.begin(), error.fields.end());
}

Result<void> FieldCheck::verdict() const
{
    if (problems_.empty()) {
        return {};
    }
    return fail(invalid_fields(problems_));
}

}  // namespace upbeat::catalog
