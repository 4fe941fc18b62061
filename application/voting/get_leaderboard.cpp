#include <upbeat/application/voting/get_leaderboard.hpp>

#include <algorithm>

namespace upbeat::voting {
namespace {

struct Contender {
    VoterNum num;
    Reputation reputation;
    bool flagged;
    std::int64_t votes;
    Timestamp created_at;
};

bool stands_above(Contender const& a, Contender const& b)
{
    if (a.reputation != b.reputation) {
        return a.reputation > b.reputation;
    }
    if (a.votes != b.votes) {
        return a.votes > b.votes;
    }
    return a.created_at != b.created_at ? a.created_at < b.created_at : a.num < b.num;
}

}  // namespace

std::vector<LeaderboardLine> GetLeaderboard::execute(std::size_t limit)
{
    auto const now = clock_.now();
    std::vector<Contender> contenders;
    state_.read([&](VotingProjection const& projection) {
        projection.voters().each([&](VoterStanding const& s) {
            if (s.has_voted() && !s.facts().suspended && !s.conduct().suspended()) {
                contenders.push_back(
                    {s.facts().num,
                     s.reputation(now),
                     s.flagged(now),
                     s.standing_votes(),
                     s.facts().created_at}
                );
            }
        });
    });
    auto const count = static_cast<std::ptrdiff_t>(std::min(limit, contenders.size()));
    std::ranges::partial_sort(contenders, contenders.begin() + count, stands_above);
    contenders.erase(contenders.begin() + count, contenders.end());

    std::vector<VoterNum> numbers;
    std::ranges::transform(contenders, std::back_inserter(numbers), &Contender::num);
    auto cards = voters_.cards(numbers);
    std::vector<LeaderboardLine> lines;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        auto const& c = contenders[i];
        lines.push_back(
            {static_cast<std::int64_t>(i) + 1,
             std::move(cards[i]),
             c.reputation,
             weight_of(c.reputation, c.flagged),
             c.votes,
             reputation_label(c.reputation)}
        );
    }
    return lines;
}

}  // namespace upbeat::voting
