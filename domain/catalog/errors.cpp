#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {

Error item_not_found(ItemKind kind, std::string_view id)
{
    std::string const noun = kind == ItemKind::track ? "Track" : "Tool";
    return {
        .kind = ErrorKind::not_found,
        .code = std::string{kItemNotFound},
        .detail = noun + " not found: " + std::string{id},
    };
}

Error item_exists(std::string_view id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = std::string{kItemExists},
        .detail = "Another item has the id " + std::string{id} + ".",
    };
}

Error duplicate_track(std::string_view existing_id)
{
    return {
        .kind = ErrorKind::conflict,
        .code = std::string{kDuplicateTrack},
        .detail = "You published this track already, as " + std::string{existing_id} + ".",
    };
}

Error page_too_deep()
{
    auto error = invalid_field(
        "page", "too_deep", "page x limit must not exceed 10000; narrow the filters instead"
    );
    error.code = std::string{kPageTooDeep};
    return error;
}

Error invalid_field(std::string pointer, std::string code, std::string message)
{
    return invalid_fields({{std::move(pointer), std::move(code), std::move(message)}});
}

Error invalid_fields(std::vector<FieldProblem> problems)
{
    std::string detail;
    for (auto const& problem : problems) {
        detail += (detail.empty() ? "" : "; ") + problem.pointer + " " + problem.message;
    }
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail = std::move(detail),
        .fields = std::move(problems),
    };
}

}  // namespace upbeat::catalog
