#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/domain/catalog/tool.hpp>

namespace upbeat::catalog {

// What may be said about a tool in a body, besides what publishing requires.
struct ToolBody {
    std::optional<std::string> affiliate_link{};
    std::optional<int> commission_rate{};
    std::optional<std::string> category{};
    std::optional<std::string> description{};
    std::optional<std::vector<std::string>> features{};
    std::optional<http::JsonText> pricing{};
};

inline ToolFields fields_of(ToolBody const& body)
{
    return {
        .affiliate_link = body.affiliate_link,
        .commission_rate = body.commission_rate,
        .category = body.category,
        .description = body.description,
        .features = body.features,
        .pricing = body.pricing ? std::optional{body.pricing->text} : std::nullopt,
    };
}

// The schema of an input struct that is a ToolBody, with `more` fields of its own in front.
template <class In, class... More>
http::Schema<In> tool_schema(More... more)
{
    using namespace http;
    return object<In>(
        std::move(more)...,
        field("affiliate_link", &ToolBody::affiliate_link),
        field(
            "commission_rate", &ToolBody::commission_rate, between(0, 100), described("Per cent")
        ),
        field("category", &ToolBody::category, max_length(100), example("text-to-music")),
        field("description", &ToolBody::description, max_length(Tool::kMaxDescription)),
        field(
            "features",
            &ToolBody::features,
            max_items(Tool::kMaxFeatures),
            max_length(Tool::kMaxFeatureLength)
        ),
        field(
            "pricing",
            &ToolBody::pricing,
            json_object(),
            described("An object of tiers: {tier: {price, description}}")
        )
    );
}

}  // namespace upbeat::catalog
