#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/catalog/owner.hpp>
#include <upbeat/domain/catalog/status.hpp>
#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::catalog {

// A tool for making music, as the catalogue knows it.
struct Tool {
    static constexpr std::size_t kMaxName = 500;
    static constexpr std::size_t kMaxDescription = 5000;
    static constexpr std::size_t kMaxFeatures = 50;
    static constexpr std::size_t kMaxFeatureLength = 200;
    static constexpr std::size_t kMaxPricing = 8192;  // bytes of JSON

    ItemNum num{};
    std::string id{};
    std::string name{};
    std::string website{};
    std::string affiliate_link{};  // the tool's own, often "?ref=..."; kept as given
    int commission_rate = 0;       // per cent
    std::string category{};        // a slug
    std::string description{};
    std::vector<std::string> features{};
    std::string pricing = "{}";  // a JSON object {tier: {price, description}}, kept as given
    Owner owner{};
    Status status = Status::live;
    bool demo = false;
    Timestamp created_at{};
    Timestamp updated_at{};

    bool operator==(Tool const&) const = default;
};

// What somebody says about a tool; what is absent stays as it is.
struct ToolFields {
    std::optional<std::string> name{};
    std::optional<std::string> website{};
    std::optional<std::string> affiliate_link{};
    std::optional<int> commission_rate{};
    std::optional<std::string> category{};
    std::optional<std::string> description{};
    std::optional<std::vector<std::string>> features{};
    std::optional<std::string> pricing{};  // the edge checked that it is a JSON object
};

// The tool with `fields` in it, or every field that is wrong. A name and a website are required.
Result<Tool> revise(Tool const& tool, ToolFields const& fields);

// What searches look at: name and category in lower case.
std::string search_text(Tool const& tool);

}  // namespace upbeat::catalog
