#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <upbeat/apps/simulate/report.hpp>

namespace upbeat::apps::simulation {
namespace {

constexpr double kPanel = 300;  // width of one
constexpr double kGap = 24;
constexpr double kLeft = 52;
constexpr double kTopEdge = 58;
constexpr double kHeight = 260;
constexpr double kWidth = kLeft + 3 * kPanel + 2 * kGap + 16;

// Told apart by colour and by dashes.
struct Pen {
    std::string_view colour;
    std::string_view dashes;
};
constexpr std::array<Pen, 8> kPens{{
    {"#888888", ""},
    {"#d1495b", ""},
    {"#d1495b", "5 3"},
    {"#00798c", ""},
    {"#edae49", ""},
    {"#30638e", "5 3"},
    {"#6a4c93", ""},
    {"#2e933c", "2 3"},
}};

Pen const& pen_of(AttackKind attack)
{
    return kPens[static_cast<std::size_t>(attack) % kPens.size()];
}

// The median of the seeds at each instant.
std::vector<std::int64_t> course_of(
    std::span<TrialFigures const> trials, AttackKind attack, double share, std::size_t by
)
{
    auto course = std::vector<std::int64_t>{};
    for (std::size_t at = 0;; ++at) {
        auto ranks = std::vector<std::int64_t>{};
        for (auto const& trial : trials) {
            if (trial.attack == attack && trial.share == share && at < trial.course[by].size()) {
                ranks.push_back(trial.course[by][at]);
            }
        }
        if (ranks.empty()) {
            return course;
        }
        std::ranges::sort(ranks);
        course.push_back(ranks[ranks.size() / 2]);
    }
}

class Drawing {
   public:
    Drawing(CampaignPlan const& plan, std::span<TrialFigures const> trials)
        : plan_{plan}, trials_{trials}, tracks_{static_cast<double>(plan.population.tracks)}
    {
    }

    std::string draw()
    {
        text_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
            "height=\"{1}\" font-family=\"sans-serif\" font-size=\"12\">\n"
            "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
            kWidth,
            kTopEdge + kHeight + 78
        );
        constexpr std::array<std::string_view, kRankings> kTitles{
            "Upbeat", "plain counts (up - down)", "Wilson lower bound"
        };
        for (std::size_t by = 0; by < kRankings; ++by) {
            panel(by, kTitles[by]);
        }
        legend();
        return text_ + "</svg>\n";
    }

   private:
    double y(std::int64_t rank) const
    {
        auto const shown = std::clamp(static_cast<double>(rank), 1.0, tracks_);
        return kTopEdge + kHeight * std::log(shown) / std::log(tracks_);
    }

    void panel(std::size_t by, std::string_view title)
    {
        auto const left = kLeft + static_cast<double>(by) * (kPanel + kGap);
        text_ += fmt::format(
            "<text x=\"{:.0f}\" y=\"{:.0f}\" font-size=\"14\" font-weight=\"bold\">{}</text>\n"
            "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{}\" height=\"{:.1f}\" fill=\"#fbe9e7\"/>\n"
            "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{}\" height=\"{}\" fill=\"none\" "
            "stroke=\"#555555\"/>\n",
            left,
            kTopEdge - 12,
            title,
            left,
            kTopEdge,
            kPanel,
            y(kTop) - kTopEdge,
            left,
            kTopEdge,
            kPanel,
            kHeight
        );
        for (auto const rank : {1, 10, 100}) {
            text_ += fmt::format(
                "<text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n",
                left - 4,
                y(rank) + 4,
                rank
            );
        }
        days(left);
        for (auto const attack : attacks()) {
            line(left, attack, by);
        }
    }

    void days(double left)
    {
        auto const count = plan_.population.attack_days;
        for (int day = 0; day <= count; ++day) {
            text_ += fmt::format(
                "<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>\n",
                left + kPanel * day / count,
                kTopEdge + kHeight + 16,
                day
            );
        }
    }

    void line(double left, AttackKind attack, std::size_t by)
    {
        auto const course = course_of(trials_, attack, share_of(attack), by);
        auto points = std::string{};
        for (std::size_t at = 0; at < course.size(); ++at) {
            auto const passed = static_cast<double>(at) / static_cast<double>(course.size() - 1);
            points += fmt::format("{:.1f},{:.1f} ", left + kPanel * passed, y(course[at]));
        }
        auto const& pen = pen_of(attack);
        text_ += fmt::format(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\" "
            "stroke-dasharray=\"{}\"/>\n",
            points,
            pen.colour,
            pen.dashes.empty() ? "none" : pen.dashes
        );
    }

    void legend()
    {
        auto x = kLeft;
        auto const at = kTopEdge + kHeight + 40;
        for (auto const attack : attacks()) {
            auto const& pen = pen_of(attack);
            text_ += fmt::format(
                "<line x1=\"{0:.0f}\" y1=\"{1:.0f}\" x2=\"{2:.0f}\" y2=\"{1:.0f}\" stroke=\"{3}\" "
                "stroke-width=\"2\" stroke-dasharray=\"{4}\"/>\n"
                "<text x=\"{5:.0f}\" y=\"{6:.0f}\">{7}</text>\n",
                x,
                at,
                x + 24,
                pen.colour,
                pen.dashes.empty() ? "none" : pen.dashes,
                x + 28,
                at + 4,
                to_word(attack)
            );
            x += 118;
        }
        text_ += fmt::format(
            "<text x=\"{:.0f}\" y=\"{:.0f}\">Best rank in any chart of a track that honest voters "
            "place at the median, over the days of the attack; "
            "{:.0f} % attackers, median of {} seeds. Shaded: the top ten.</text>\n",
            kLeft,
            at + 26,
            share_of(AttackKind::slow_drip) * 100,
            plan_.seeds
        );
    }

    std::vector<AttackKind> attacks() const
    {
        auto all = plan_.attacks;
        all.insert(all.begin(), AttackKind::none);
        return all;
    }

    double share_of(AttackKind attack) const
    {
        return attack == AttackKind::none ? 0 : *std::ranges::max_element(plan_.shares);
    }

    CampaignPlan const& plan_;
    std::span<TrialFigures const> trials_;
    double tracks_;
    std::string text_{};
};

}  // namespace

std::string as_svg(CampaignPlan const& plan, std::span<TrialFigures const> trials)
{
    return Drawing{plan, trials}.draw();
}

}  // namespace upbeat::apps::simulation
