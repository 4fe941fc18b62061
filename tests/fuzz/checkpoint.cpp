#include <upbeat/domain/voting/checkpoint.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include <sanitizer/allocator_interface.h>

#include <upbeat/domain/voting/bytes.hpp>

#include "fuzz.hpp"

// The bytes of checkpoints: what is read is written back as the same bytes, and nothing that a
// piece says of itself makes its reader ask for memory out of proportion.
//
// The first byte of an input says how the rest is read. Checksums are put on here: nobody, least of
// all a fuzzer, hits them by accident.

namespace {

using namespace upbeat;
using namespace upbeat::voting;

std::atomic<std::size_t> asked_for{0};

void count_memory(void const volatile*, std::size_t size)
{
    asked_for += size;
}

[[maybe_unused]] bool const counting =
    __sanitizer_install_malloc_and_free_hooks(count_memory, [](void const volatile*) {}) != 0;

// What a reader may ask for, all in all: the spare cells of a piece, while they are made and moved,
// and for each byte a share of what an item or a voter takes.
std::size_t allowed_for(std::size_t bytes)
{
    return (std::size_t{8} << 20U) + bytes * 256;
}

std::string sealed(std::string_view body)
{
    BytesOut sum;
    sum.fixed(checksum(body));
    return std::string{body} + sum.take();
}

std::string_view body_of(std::string_view chunk)
{
    return chunk.substr(0, chunk.size() - 8);
}

// Behind the kind, the version and an empty list of positions.
std::string_view things_in(std::string_view chunk)
{
    return body_of(chunk).substr(3);
}

void check_head(std::string_view body)
{
    UPBEAT_PROMISE(!head_of(body) || sealed(body_of(body)) == body);
    auto const text = sealed(body);
    auto const before = asked_for.load();
    auto const head = head_of(text);
    UPBEAT_PROMISE(asked_for - before <= allowed_for(text.size()));
    UPBEAT_PROMISE(!head || text_of(*head) == text);
}

// The networks of a day have no order: they are read again instead.
bool same_networks(VotingProjection const& projection, std::string const& written)
{
    VotingProjection again{Timestamp{}};
    again.begin_load();
    CheckpointLoad load{again, CheckpointHead{}};
    return load.take(written) && again.networks() == projection.networks();
}

// Voters are compared before they meet what the projection knows of them: who owns an agent is for
// the database to say.
std::string voters_again(std::string_view body)
{
    BytesIn in{body};
    in.number();
    in.whole();
    for (auto left = in.number(); left > 0; --left) {
        in.whole();
        in.whole();
    }
    BytesOut out;
    while (in.another()) {
        VoterStanding standing;
        standing.read(in);
        out.number(1);
        standing.write(out);
    }
    return out.number(0).take();
}

// Whether it is taken at all. A projection takes long to make, so that many share one that nobody
// asks anything.
bool is_taken(std::string_view chunk)
{
    static std::optional<VotingProjection> spoilt;
    static int uses = 0;
    if (uses++ % 256 == 0) {
        spoilt.emplace(Timestamp{}).begin_load();
    }
    CheckpointLoad load{*spoilt, CheckpointHead{}};
    // Without its checksum, anything is refused but by an accident of 1 in 2^64.
    UPBEAT_PROMISE(!load.take(body_of(chunk)));
    auto const before = asked_for.load();
    auto const taken = load.take(chunk);
    UPBEAT_PROMISE(asked_for - before <= allowed_for(chunk.size()));
    return taken;
}

void check_chunk(std::string_view body)
{
    auto const chunk = sealed(body);
    if (!is_taken(chunk)) {
        return;
    }
    VotingProjection projection{Timestamp{}};
    projection.begin_load();
    CheckpointLoad load{projection, CheckpointHead{.chunks = 1}};
    UPBEAT_PROMISE(load.take(chunk));
    UPBEAT_PROMISE(load.complete());
    CheckpointHead const all{
        .items = projection.items().size(), .voters = projection.voters().size()
    };
    auto const kind = BytesIn{body}.number();
    if (kind == 1) {
        auto const written = copy_items(projection, all, 0, static_cast<Slot>(all.items));
        UPBEAT_PROMISE(body.ends_with(things_in(written)));
    } else if (kind == 2) {
        UPBEAT_PROMISE(body.ends_with(voters_again(body)));
    } else {
        UPBEAT_PROMISE(same_networks(projection, copy_networks(projection, all)));
    }
    // What was read can be worked with: figures are asked for, votes come.
    auto const now = start_of_hour(500'000);
    std::vector<VoterNum> voters;
    projection.voters().each([&](VoterStanding const& standing) {
        voters.push_back(standing.facts().num);
        standing.reputation(now);
        standing.inspect(now);
    });
    std::int64_t seq = 0;
    for (auto const voter : voters) {
        load.fold({.item = ItemNum{1}, .voter = voter, .at = now, .writer = 1, .seq = ++seq});
    }
    projection.finish_load(now);
    static_cast<void>(projection.digest());
}

}  // namespace

UPBEAT_FUZZ_TARGET(text)
{
    if (text.empty()) {
        return;
    }
    auto const rest = text.substr(1);
    if (text.front() == 'h') {
        check_head(rest);
    } else {
        check_chunk(rest);
    }
}
