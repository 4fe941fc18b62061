#pragma once

#include <optional>
#include <string>
#include <vector>

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/catalog/browse_tools.hpp>
#include <upbeat/application/catalog/browse_tracks.hpp>
#include <upbeat/application/catalog/show_item.hpp>

namespace upbeat::catalog {

// How the catalogue's things look on the wire. Texts that are unknown are "" where clients compare
// them with words, and null where they are addresses.
http::Presenter<Track> track_presenter();
http::Presenter<Tool> tool_presenter();
http::Presenter<VoteNumbers> votes_presenter();
http::Presenter<TrackCard> track_card_presenter();
http::Presenter<ToolCard> tool_card_presenter();

// Everything of a track but its votes; `share_base` goes before "/tracks/...".
http::Presenter<TrackDetail> track_detail_presenter(std::string const& share_base);
http::Presenter<Tool> tool_detail_presenter();

std::string share_url(std::string const& share_base, Track const& track);

}  // namespace upbeat::catalog
