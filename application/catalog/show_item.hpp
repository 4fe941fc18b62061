#pragma once

#include <optional>
#include <string>
#include <vector>

#include <upbeat/application/catalog/catalog_index.hpp>
#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/application/catalog/creators.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

// What the store earns when a track is bought by its link: an estimate until the sale is reported.
struct Commission {
    std::int64_t basis_points = 2000;
    Price amount{};
};
Commission commission_on(Price price);

// Everything about a track but its votes, which change too often to belong here.
struct TrackDetail {
    Track track{};
    std::optional<Creator> creator{};
    Commission commission{};
    std::vector<Track> similar{};
};

// Live items only; anything else is item_not_found.
class ShowItem {
   public:
    ShowItem(CatalogIndex const& index, CatalogReader& reader, Creators& creators);

    Result<TrackDetail> track(std::string const& id);
    Result<Tool> tool(std::string const& id);

   private:
    static constexpr std::size_t kSimilar = 6;

    CatalogIndex const& index_;
    CatalogReader& reader_;
    Creators& creators_;
};

}  // namespace upbeat::catalog
