#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::apps {

// One list that a node shows, and how the same is made from the ledger. Fields have the names and
// the form that the API gives them; what the API has beside them is not compared.
struct Listing {
    using Projection = voting::VotingProjection;

    std::string name;    // "the weekly chart of songs"
    std::string target;  // what to GET
    std::string array;   // the answer's field that holds the rows
    ItemKind kind;       // of rows that do not say it
    // An item's votes, wherever it stands in the list.
    std::function<boost::json::object(Projection const&, voting::Slot)> votes;
    // The places in their order: the id, and what hangs on the place. `answer` is the node's, for
    // what it says about how it made the list.
    std::function<boost::json::array(Projection const&, boost::json::object const& answer)> places;
};

// The lists of tracks and tools as far as `items` of each, every chart of every period, and
// trending. What is nearest to the ledger comes first.
std::vector<Listing> listings(voting::VotingProjection const& projection, std::size_t items);

}  // namespace upbeat::apps
