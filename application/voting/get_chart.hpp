#pragma once

#include <optional>
#include <string>
#include <vector>

#include <upbeat/application/voting/item_cards.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/voting/chart.hpp>

namespace upbeat::voting {

struct ChartLine {
    ChartRow row{};
    ItemCard card{};
};

struct ChartPage {
    ChartTable table{};  // its rows are moved into the lines
    std::vector<ChartLine> lines{};
    Timestamp updated_at{};
    std::uint64_t version = 0;      // of the state that it shows
    std::optional<Timestamp> at{};  // of a chart of the past: the instant that was asked for
};

struct TrendingLine {
    TrendingRow row{};
    ItemCard card{};
};

struct TrendingPage {
    std::vector<TrendingLine> tracks{};
    std::vector<TrendingLine> tools{};
    Timestamp updated_at{};
    std::uint64_t version = 0;
    std::optional<Timestamp> at{};
};

struct ChartPorts {
    VotingState& state;
    ItemCards& cards;
    Clock const& clock;
};

// The charts, from memory; a few tens of microseconds and the cards. Thread-safe.
class GetChart {
   public:
    explicit GetChart(ChartPorts const& ports) : ports_{ports} {}

    // `limit` is cut to 50.
    ChartPage top(Period period, ChartFilter filter = {});
    TrendingPage trending(std::size_t limit = 10);

   private:
    ChartPorts ports_;
};

}  // namespace upbeat::voting
