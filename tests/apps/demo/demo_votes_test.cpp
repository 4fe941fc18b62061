#include <upbeat/apps/demo/demo_votes.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::apps;
using namespace std::chrono_literals;

namespace {

constexpr auto kNow = Timestamp{1'790'000'000s};

std::vector<DemoItem> items(std::int64_t count)
{
    auto all = std::vector<DemoItem>{};
    for (auto i = std::int64_t{1}; i <= count; ++i) {
        all.push_back({ItemNum{i}, kNow - 719h + std::chrono::hours{i % 700}, 1});
    }
    return all;
}

std::vector<VoterNum> voters(std::int64_t count)
{
    auto all = std::vector<VoterNum>{};
    for (auto i = std::int64_t{1}; i <= count; ++i) {
        all.push_back(VoterNum{i});
    }
    return all;
}

std::vector<voting::LedgerEntry> made(DemoVotes const& votes)
{
    auto all = std::vector<voting::LedgerEntry>{};
    votes.each_batch([&all](std::span<voting::LedgerRecord const> batch) {
        for (auto const& record : batch) {
            all.push_back(record.entry);
        }
    });
    return all;
}

void check_rules(
    std::vector<voting::LedgerEntry> const& entries, std::vector<DemoItem> const& catalogue
)
{
    auto created = std::map<ItemNum, Timestamp>{};
    for (auto const& item : catalogue) {
        created[item.num] = item.created_at;
    }
    auto pairs = std::set<std::pair<ItemNum, VoterNum>>{};
    auto last = voting::LedgerPosition{};
    auto early = 0;
    for (auto const& entry : entries) {
        pairs.emplace(entry.item, entry.voter);
        early += entry.at < created[entry.item] || entry.at > kNow ? 1 : 0;
        early += entry.position() <= last ? 1 : 0;
        last = entry.position();
    }
    CHECK(pairs.size() == entries.size());
    CHECK(early == 0);
}

}  // namespace

TEST_CASE("demo votes are unique, in order and never before their item", "[apps]")
{
    auto const catalogue = items(80);

    auto const entries =
        made(DemoVotes{catalogue, voters(7), {.seed = 1, .now = kNow, .votes = 200, .writer = 3}});

    CHECK(entries.size() == 200);
    check_rules(entries, catalogue);
}

TEST_CASE("so are those of a set too large to sort", "[apps]")
{
    auto const catalogue = items(5000);

    auto const entries = made(
        DemoVotes{catalogue, voters(1000), {.seed = 1, .now = kNow, .votes = 100'000, .writer = 3}}
    );

    CHECK(entries.size() == 100'000);
    check_rules(entries, catalogue);
}

TEST_CASE("the same seed gives the same votes, another one others", "[apps]")
{
    auto const with_seed = [](std::uint64_t seed) {
        return made(
            DemoVotes{items(80), voters(7), {.seed = seed, .now = kNow, .votes = 200, .writer = 3}}
        );
    };

    CHECK(with_seed(1) == with_seed(1));
    CHECK(with_seed(1) != with_seed(2));
}

TEST_CASE("demo votes are marked as bootstrap and weigh little", "[apps]")
{
    auto const entries =
        made(DemoVotes{items(80), voters(7), {.seed = 1, .now = kNow, .votes = 50, .writer = 3}});

    CHECK(std::ranges::all_of(entries, [](auto const& entry) {
        return entry.source == voting::VoteSource::bootstrap &&
               entry.weight == voting::kFloorWeight;
    }));
}

TEST_CASE("no more demo votes are made than items and voters allow", "[apps]")
{
    CHECK(
        made(DemoVotes{items(10), voters(3), {.seed = 1, .now = kNow, .votes = 1000}}).size() == 30
    );
    CHECK(made(DemoVotes{{}, voters(3), {.seed = 1, .now = kNow, .votes = 1000}}).empty());
}
