#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace prometheus {
class Collectable;
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace upbeat::platform {

// What the program counts about itself, in the Prometheus text format. Handles are cheap to copy,
// live as long as the Metrics they came from, and may be used from any thread (20 to 60 ns a call).
// Asking twice for the same name and labels gives the same time series; look a handle up once and
// keep it, the lookup takes a lock.
class Metrics {
   public:
    using Labels = std::map<std::string, std::string>;

    class Counter {
       public:
        void add(double amount = 1) const;

       private:
        friend class Metrics;
        explicit Counter(prometheus::Counter& series) : series_{&series} {}
        prometheus::Counter* series_;
    };

    class Gauge {
       public:
        void set(double value) const;

       private:
        friend class Metrics;
        explicit Gauge(prometheus::Gauge& series) : series_{&series} {}
        prometheus::Gauge* series_;
    };

    class Histogram {
       public:
        void observe(double value) const;

       private:
        friend class Metrics;
        explicit Histogram(prometheus::Histogram& series) : series_{&series} {}
        prometheus::Histogram* series_;
    };

    Metrics();
    ~Metrics();
    Metrics(Metrics const&) = delete;
    Metrics& operator=(Metrics const&) = delete;

    Counter counter(std::string const& name, std::string const& help, Labels const& labels = {});
    Gauge gauge(std::string const& name, std::string const& help, Labels const& labels = {});

    // `bounds` are the upper edges of the buckets, rising; those given first for a name hold.
    Histogram histogram(
        std::string const& name,
        std::string const& help,
        std::vector<double> const& bounds,
        Labels const& labels = {}
    );

    // Runs before each reading, in the reader's thread: for gauges that are cheaper to ask than to
    // keep.
    void before_reading(std::function<void()> update);

    // Shows what `source` collects itself, beside the rest.
    void show(std::shared_ptr<prometheus::Collectable> source);

    // Everything counted so far, as the exposition format 0.0.4 wants it.
    std::string text() const;

   private:
    struct State;
    std::unique_ptr<State> state_;
};

// Edges for times in seconds, from 100 microseconds to 10 seconds.
std::vector<double> const& latency_bounds();

}  // namespace upbeat::platform
