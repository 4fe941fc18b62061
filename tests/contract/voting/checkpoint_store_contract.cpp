#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger_backend.hpp"

using namespace upbeat;
using namespace upbeat::voting;
using upbeat::testing::make_ledger_backend;

namespace {

constexpr Timestamp kNow = from_micros(1'772'625'600'000'000);

std::vector<std::string> chunks_of(CheckpointStore& store, std::int64_t generation)
{
    std::vector<std::string> chunks;
    store.each_chunk(generation, [&](std::string_view chunk) {
        chunks.emplace_back(chunk);
        return true;
    });
    return chunks;
}

std::string all_bytes()
{
    std::string bytes;
    for (int i = 0; i < 1'000; ++i) {
        bytes.push_back(static_cast<char>(i * 7));
    }
    return bytes;
}

}  // namespace

TEST_CASE("a checkpoint comes back when it is finished, not before", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& store = backend->checkpoints();
    CHECK_FALSE(store.latest());

    auto const generation = store.begin(3, kNow);
    REQUIRE(generation);
    std::vector<std::string> const chunks{all_bytes(), "", std::string{"\0x", 2}, "last"};
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        REQUIRE(store.put(*generation, i, chunks[i], kNow));
    }
    CHECK_FALSE(store.latest());
    REQUIRE(store.finish(*generation, all_bytes()));

    auto const latest = store.latest();
    REQUIRE(latest);
    CHECK(latest->generation == *generation);
    CHECK(latest->format == 3);
    CHECK(latest->at == kNow);
    CHECK(latest->head == all_bytes());
    CHECK(chunks_of(store, *generation) == chunks);
    CHECK_FALSE(store.put(*generation, 9, "late", kNow));
    CHECK_FALSE(store.finish(*generation, "again"));
}

TEST_CASE("of two writers of checkpoints one has the lease", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& store = backend->checkpoints();
    auto const first = store.begin(1, kNow);
    REQUIRE(first);
    CHECK_FALSE(store.begin(1, kNow));
    auto const later = kNow + CheckpointStore::kLease - std::chrono::seconds{1};
    REQUIRE(store.put(*first, 0, "a", later));
    CHECK_FALSE(store.begin(1, later + std::chrono::seconds{2}));

    auto const second = store.begin(1, later + CheckpointStore::kLease);

    REQUIRE(second);
    CHECK(*second > *first);
    CHECK_FALSE(store.put(*first, 1, "b", later));
    CHECK_FALSE(store.finish(*first, "head"));
    CHECK_FALSE(store.latest());
    CHECK(store.finish(*second, "head"));
    CHECK(store.latest()->generation == *second);
}

TEST_CASE("a checkpoint that was given up makes room for the next", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& store = backend->checkpoints();
    auto const first = store.begin(1, kNow);
    REQUIRE(store.put(*first, 0, "a", kNow));

    store.abandon(*first);

    CHECK_FALSE(store.put(*first, 1, "b", kNow));
    CHECK(store.begin(1, kNow));
}

TEST_CASE("cleaning leaves the latest checkpoint and the one being written", "[voting][contract]")
{
    auto const backend = make_ledger_backend();
    auto& store = backend->checkpoints();
    for (int round = 0; round < 3; ++round) {
        auto const generation = store.begin(1, kNow);
        for (std::size_t i = 0; i < 20; ++i) {
            REQUIRE(store.put(*generation, i, "chunk", kNow));
        }
        if (round == 1) {
            store.abandon(*generation);
        } else {
            REQUIRE(store.finish(*generation, "head"));
        }
    }
    auto const latest = store.latest()->generation;
    auto const next = store.begin(1, kNow);
    REQUIRE(store.put(*next, 0, "chunk", kNow));

    while (store.clean()) {
    }

    CHECK(store.latest()->generation == latest);
    CHECK(chunks_of(store, latest).size() == 20);
    CHECK(store.put(*next, 1, "chunk", kNow));
    CHECK(store.finish(*next, "head"));
}
