#include <upbeat/apps/cli/progress_bar.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace upbeat::apps {
namespace {

constexpr auto kPause = std::chrono::milliseconds{100};
constexpr std::int64_t kWidth = 30;

}  // namespace

ProgressBar::ProgressBar(std::ostream& out, std::string label, std::int64_t total, bool quiet)
    : out_{out},
      label_{std::move(label)},
      total_{total},
      visible_{!quiet && ::isatty(STDERR_FILENO) == 1},
      began_{std::chrono::steady_clock::now()},
      drawn_{began_ - kPause}
{
}

ProgressBar::~ProgressBar()
{
    if (visible_) {
        draw(done_);
        out_ << '\n' << std::flush;
    }
}

void ProgressBar::show(std::int64_t done)
{
    done_ = done;
    auto const now = std::chrono::steady_clock::now();
    if (visible_ && now - drawn_ >= kPause) {
        drawn_ = now;
        draw(done);
    }
}

void ProgressBar::draw(std::int64_t done)
{
    auto const seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    auto const rate = static_cast<double>(done) / std::max(seconds, 0.001);
    if (total_ <= 0) {
        out_ << fmt::format("\r{} {} ({:.0f}/s)\x1b[K", label_, done, rate) << std::flush;
        return;
    }
    auto const share = std::min(done, total_);
    auto const filled = share * kWidth / total_;
    auto const left = rate > 0 ? static_cast<double>(total_ - share) / rate : 0.0;
    out_ << fmt::format(
                "\r{} [{:=<{}}{: <{}}] {}/{} ({:.0f}/s, {:.0f} s left)\x1b[K",
                label_,
                "",
                filled,
                "",
                kWidth - filled,
                done,
                total_,
                rate,
                left
            )
         << std::flush;
}

}  // namespace upbeat::apps
