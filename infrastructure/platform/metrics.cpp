#include <upbeat/infrastructure/platform/metrics.hpp>

#include <iterator>
#include <mutex>
#include <utility>

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace upbeat::platform {

void Metrics::Counter::add(double amount) const
{
    series_->Increment(amount);
}

void Metrics::Gauge::set(double value) const
{
    series_->Set(value);
}

void Metrics::Histogram::observe(double value) const
{
    series_->Observe(value);
}

struct Metrics::State {
    // Merge: the same family may be asked for from several places.
    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
    std::mutex mutex;
    std::vector<std::function<void()>> updates;
    std::vector<std::shared_ptr<prometheus::Collectable>> sources;
};

Metrics::Metrics() : state_{std::make_unique<State>()} {}

Metrics::~Metrics() = default;

Metrics::Counter Metrics::counter(
    std::string const& name, std::string const& help, Labels const& labels
)
{
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry);
    return Counter{family.Add(labels)};
}

Metrics::Gauge Metrics::gauge(
    std::string const& name, std::string const& help, Labels const& labels
)
{
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry);
    return Gauge{family.Add(labels)};
}

Metrics::Histogram Metrics::histogram(
    std::string const& name,
    std::string const& help,
    std::vector<double> const& bounds,
    Labels const& labels
)
{
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(state_->registry);
    return Histogram{family.Add(labels, bounds)};
}

void Metrics::before_reading(std::function<void()> update)
{
    auto const lock = std::lock_guard{state_->mutex};
    state_->updates.push_back(std::move(update));
}

void Metrics::show(std::shared_ptr<prometheus::Collectable> source)
{
    auto const lock = std::lock_guard{state_->mutex};
    state_->sources.push_back(std::move(source));
}

std::string Metrics::text() const
{
    auto const lock = std::lock_guard{state_->mutex};
    for (auto const& update : state_->updates) {
        update();
    }
    auto families = state_->registry.Collect();
    for (auto const& source : state_->sources) {
        auto more = source->Collect();
        families.insert(
            families.end(),
            std::make_move_iterator(more.begin()),
            std::make_move_iterator(more.end())
        );
    }
    return prometheus::TextSerializer{}.Serialize(families);
}

std::vector<double> const& latency_bounds()
{
    static auto const bounds = std::vector<double>{
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10
    };
    return bounds;
}

}  // namespace upbeat::platform
