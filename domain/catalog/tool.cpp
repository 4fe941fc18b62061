#include <upbeat/domain/catalog/tool.hpp>

#include <upbeat/domain/catalog/field_check.hpp>
#include <upbeat/domain/catalog/vocabulary.hpp>

namespace upbeat::catalog {

Result<Tool> revise(Tool const& tool, ToolFields const& fields)
{
    auto out = tool;
    FieldCheck check;
    check.text(fields.name, out.name, "/name", Tool::kMaxName);
    check.text(fields.description, out.description, "/description", Tool::kMaxDescription);
    check.url(fields.website, out.website, "/website");
    check.url(fields.affiliate_link, out.affiliate_link, "/affiliate_link");
    if (fields.category) {
        out.category = slug(*fields.category);
        check.words({out.category}, "/category", 1, kMaxSlugLength);
    }
    std::optional<int> rate = out.commission_rate;
    check.number(fields.commission_rate, rate, "/commission_rate", 0, 100);
    out.commission_rate = *rate;
    if (fields.features) {
        out.features = *fields.features;
        check.words(out.features, "/features", Tool::kMaxFeatures, Tool::kMaxFeatureLength);
    }
    if (fields.pricing) {
        out.pricing = *fields.pricing;
        if (out.pricing.size() > Tool::kMaxPricing) {
            check.problem("/pricing", "too_long", "must have at most 8192 bytes");
        }
    }
    check.required(out.name, "/name");
    check.required(out.website, "/website");
    UPBEAT_CHECK(check.verdict());
    return out;
}

std::string search_text(Tool const& tool)
{
    return lower(tool.name) + '\n' + tool.category;
}

}  // namespace upbeat::catalog
