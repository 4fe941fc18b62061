#include <upbeat/adapters/http/stream_slots.hpp>

#include <mutex>
#include <unordered_map>
#include <utility>

namespace upbeat::http {
namespace {

// Streams live long, so a place seldom becomes free sooner.
constexpr std::chrono::seconds kWait{10};

}  // namespace

struct StreamSlots::Books {
    explicit Books(StreamQuota allowed) : quota{allowed} {}

    StreamQuota quota;
    std::mutex mutex{};
    std::size_t open = 0;
    std::unordered_map<std::string, std::size_t> by_network{};
};

class StreamSlots::Place {
   public:
    Place(std::shared_ptr<Books> books, std::string network)
        : books_{std::move(books)}, network_{std::move(network)}
    {
    }
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    ~Place()
    {
        std::scoped_lock const lock{books_->mutex};
        --books_->open;
        auto const counted = books_->by_network.find(network_);
        if (counted != books_->by_network.end() && --counted->second == 0) {
            books_->by_network.erase(counted);
        }
    }

   private:
    std::shared_ptr<Books> books_;
    std::string network_;
};

StreamSlots::StreamSlots(StreamQuota quota) : books_{std::make_shared<Books>(quota)} {}

Result<std::shared_ptr<void const>> StreamSlots::take(std::string const& network)
{
    {
        std::scoped_lock const lock{books_->mutex};
        auto& open = books_->open;
        if (open >= books_->quota.total) {
            return fail(no_stream_left());
        }
        if (!network.empty()) {
            auto& of_network = books_->by_network[network];
            if (of_network >= books_->quota.per_network) {
                return fail(too_many_streams(books_->quota.per_network));
            }
            ++of_network;
        }
        ++open;
    }
    return std::make_shared<Place const>(books_, network);
}

std::size_t StreamSlots::open() const
{
    std::scoped_lock const lock{books_->mutex};
    return books_->open;
}

Error too_many_streams(std::size_t per_network)
{
    return {
        .kind = ErrorKind::rate_limited,
        .code = "too_many_streams",
        .detail = "Your network has " + std::to_string(per_network) +
                  " streams open, which is all it may have.",
        .retry_after = kWait
    };
}

Error no_stream_left()
{
    return {
        .kind = ErrorKind::unavailable,
        .code = "no_stream_left",
        .detail = "As many streams are open as the server can serve.",
        .retry_after = kWait
    };
}

}  // namespace upbeat::http
