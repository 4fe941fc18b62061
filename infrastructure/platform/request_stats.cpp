#include <upbeat/infrastructure/platform/request_stats.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

namespace upbeat::platform {
namespace {

constexpr std::size_t kShards = 8;

constexpr std::array<unsigned, 15> kStatuses = {
    200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503
};
constexpr std::size_t kStatusCells = kStatuses.size() + 1;  // and one for all others

constexpr std::array<std::int64_t, 13> kMicros = {
    50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 500000, 2'500'000
};
constexpr std::size_t kTimeCells = kMicros.size() + 1;

std::size_t status_cell(unsigned status)
{
    return static_cast<std::size_t>(std::ranges::find(kStatuses, status) - kStatuses.begin());
}

std::size_t time_cell(std::int64_t micros)
{
    return static_cast<std::size_t>(std::ranges::lower_bound(kMicros, micros) - kMicros.begin());
}

std::string status_label(std::size_t cell)
{
    return cell == kStatuses.size() ? "other" : std::to_string(kStatuses[cell]);
}

// A number of its own for every thread, so that up to kShards threads never touch the same line.
std::size_t shard_of_this_thread()
{
    static std::atomic<std::size_t> next{0};
    thread_local auto const mine = next.fetch_add(1, std::memory_order_relaxed) % kShards;
    return mine;
}

}  // namespace

struct alignas(64) RequestStats::Cells {
    std::array<std::atomic<std::uint64_t>, kStatusCells> by_status{};
    std::array<std::atomic<std::uint64_t>, kTimeCells> by_time{};
    std::atomic<std::uint64_t> micros{0};
};

RequestStats::RequestStats(std::vector<std::string> const& routes) : names_{routes}
{
    names_.emplace_back("none");
    for (auto row = std::size_t{}; row < names_.size(); ++row) {
        rows_.emplace(names_[row], row);
    }
    cells_ = std::make_unique<Cells[]>(names_.size() * kShards);
}

RequestStats::~RequestStats() = default;

std::size_t RequestStats::row_of(std::string_view route) const
{
    auto const found = rows_.find(route);
    return found == rows_.end() ? names_.size() - 1 : found->second;
}

void RequestStats::record(
    std::string_view route, unsigned status, std::chrono::microseconds took
) noexcept
{
    auto& cells = cells_[shard_of_this_thread() * names_.size() + row_of(route)];
    auto const micros = std::max<std::int64_t>(0, took.count());
    cells.by_status[status_cell(status)].fetch_add(1, std::memory_order_relaxed);
    cells.by_time[time_cell(micros)].fetch_add(1, std::memory_order_relaxed);
    cells.micros.fetch_add(static_cast<std::uint64_t>(micros), std::memory_order_relaxed);
}

std::uint64_t RequestStats::count(std::string_view route, unsigned status) const
{
    auto sum = std::uint64_t{};
    for (auto shard = std::size_t{}; shard < kShards; ++shard) {
        auto const& cells = cells_[shard * names_.size() + row_of(route)];
        sum += cells.by_status[status_cell(status)].load(std::memory_order_relaxed);
    }
    return sum;
}

// Turns the cells into Prometheus families when somebody reads.
class RequestStats::Family final : public prometheus::Collectable {
   public:
    explicit Family(RequestStats const& stats) : stats_{stats} {}

    std::vector<prometheus::MetricFamily> Collect() const override
    {
        auto counts = prometheus::MetricFamily{
            "upbeat_http_requests_total", "Answered requests.", prometheus::MetricType::Counter, {}
        };
        auto times = prometheus::MetricFamily{
            "upbeat_http_request_seconds",
            "From the first byte read to the last byte sent.",
            prometheus::MetricType::Histogram,
            {}
        };
        for (auto row = std::size_t{}; row < stats_.names_.size(); ++row) {
            add_counts(row, counts);
            add_times(row, times);
        }
        return {std::move(counts), std::move(times)};
    }

   private:
    template <class Cell>
    std::uint64_t sum(std::size_t row, Cell cell) const
    {
        auto total = std::uint64_t{};
        for (auto shard = std::size_t{}; shard < kShards; ++shard) {
            total += cell(stats_.cells_[shard * stats_.names_.size() + row])
                         .load(std::memory_order_relaxed);
        }
        return total;
    }

    void add_counts(std::size_t row, prometheus::MetricFamily& family) const
    {
        for (auto cell = std::size_t{}; cell < kStatusCells; ++cell) {
            auto const total =
                sum(row, [cell](Cells const& cells) -> auto& { return cells.by_status[cell]; });
            if (total == 0) {
                continue;
            }
            auto metric = prometheus::ClientMetric{};
            metric.label = {{"route", stats_.names_[row]}, {"status", status_label(cell)}};
            metric.counter.value = static_cast<double>(total);
            family.metric.push_back(std::move(metric));
        }
    }

    void add_times(std::size_t row, prometheus::MetricFamily& family) const
    {
        auto metric = prometheus::ClientMetric{};
        metric.label = {{"route", stats_.names_[row]}};
        auto below = std::uint64_t{};
        for (auto cell = std::size_t{}; cell < kTimeCells; ++cell) {
            below += sum(row, [cell](Cells const& cells) -> auto& { return cells.by_time[cell]; });
            auto const bound = cell < kMicros.size() ? static_cast<double>(kMicros[cell]) / 1e6
                                                     : std::numeric_limits<double>::infinity();
            metric.histogram.bucket.push_back({below, bound});
        }
        if (below == 0) {
            return;
        }
        metric.histogram.sample_count = below;
        auto const micros = sum(row, [](Cells const& cells) -> auto& { return cells.micros; });
        metric.histogram.sample_sum = static_cast<double>(micros) / 1e6;
        family.metric.push_back(std::move(metric));
    }

    RequestStats const& stats_;
};

void RequestStats::show_in(Metrics& metrics) const
{
    metrics.show(std::make_shared<Family>(*this));
}

}  // namespace upbeat::platform
