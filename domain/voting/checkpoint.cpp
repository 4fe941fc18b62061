#include <upbeat/domain/voting/checkpoint.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <upbeat/domain/voting/bytes.hpp>

namespace upbeat::voting {
namespace {

enum class Kind : std::uint64_t { items = 1, voters = 2, networks = 3 };

void write_positions(BytesOut& out, WriterPositions const& positions)
{
    out.number(positions.size());
    for (auto const& [writer, seq] : positions) {
        out.whole(writer).whole(seq);
    }
}

WriterPositions read_positions(BytesIn& in)
{
    WriterPositions positions;
    for (auto left = in.number(); left > 0 && in.ok(); --left) {
        auto const writer = in.whole_as<std::int32_t>();
        auto const seq = in.whole();
        if (!positions.empty() && writer <= positions.rbegin()->first) {
            in.refuse();
            break;
        }
        positions.emplace_hint(positions.end(), writer, seq);
    }
    return positions;
}

// Only what lies behind the head: most writers are long gone.
WriterPositions behind(WriterPositions const& now, WriterPositions const& head)
{
    WriterPositions moved;
    std::ranges::set_difference(now, head, std::inserter(moved, moved.end()));
    return moved;
}

BytesOut begin_chunk(
    VotingProjection const& projection, CheckpointHead const& head, Kind kind, std::int32_t version
)
{
    BytesOut out;
    out.number(static_cast<std::uint64_t>(kind)).whole(version);
    write_positions(out, behind(projection.positions(), head.positions));
    return out;
}

std::string sealed(BytesOut& out)
{
    out.fixed(checksum(out.text()));
    return out.take();
}

std::optional<std::string_view> unsealed(std::string_view text)
{
    constexpr std::size_t kSum = 8;
    if (text.size() < kSum) {
        return std::nullopt;
    }
    auto const body = text.substr(0, text.size() - kSum);
    BytesIn sum{text.substr(body.size())};
    return sum.fixed() == checksum(body) ? std::optional{body} : std::nullopt;
}

constexpr std::int32_t kItemVersion = 1;
constexpr std::int32_t kNetworkVersion = 1;

// An hour of very many votes takes several cells. Beyond one for each hour that is written down, a
// piece may ask for this many, a megabyte: more votes than a piece of a real site has.
constexpr std::size_t kSpareCells = 1U << 16U;

HourlyCells read_cells(BytesIn& in, std::size_t& spare)
{
    HourlyCells cells;
    auto left = in.number();
    if (left > in.left()) {
        in.refuse();
        return cells;
    }
    cells.reserve(left);
    std::int64_t last = -1;
    for (; left > 0; --left) {
        auto const hour = std::max<std::int64_t>(last, 0) + in.whole_as<Hour>();
        HourlyCell cell{.hour = static_cast<Hour>(std::clamp<std::int64_t>(hour, 0, kEndOfHours))};
        for (auto* const count : {&cell.up, &cell.down, &cell.guests}) {
            *count = in.number_as<std::uint32_t>();
        }
        cell.weighted = in.whole();
        auto const needed = HourlyCells::needed_for(cell);
        if (!in.ok() || hour <= last || hour >= kEndOfHours || needed == 0 || needed - 1 > spare) {
            in.refuse();
            break;
        }
        spare -= needed - 1;
        last = hour;
        cells.apply(cell);
    }
    return cells;
}

}  // namespace

bool can_be_copied(VotingProjection const& projection)
{
    return projection.ahead() == 0 && !projection.has_late_voters();
}

std::optional<CheckpointHead> begin_checkpoint(VotingProjection const& projection)
{
    if (!can_be_copied(projection)) {
        return std::nullopt;
    }
    return CheckpointHead{
        .positions = projection.positions(),
        .entries = projection.entries(),
        .last_at = projection.last_at(),
        .items = projection.items().size(),
        .voters = projection.voters().size()
    };
}

std::string copy_items(
    VotingProjection const& projection, CheckpointHead const& head, Slot first, Slot count
)
{
    auto out = begin_chunk(projection, head, Kind::items, kItemVersion);
    auto const& items = projection.items();
    auto const end = std::min<std::size_t>(items.size(), std::size_t{first} + count);
    for (auto slot = first; slot < end; ++slot) {
        auto const& record = items[slot];
        if (record.version == 0) {
            continue;
        }
        auto const& tally = record.tally;
        out.number(1).whole(record.num.value).number(record.version);
        out.number(tally.up).number(tally.down).number(tally.abstain).number(tally.guests);
        out.whole(tally.weighted).whole(tally.weights);
        auto const cells = record.cells.all();
        out.number(static_cast<std::uint64_t>(std::distance(cells.begin(), cells.end())));
        Hour before = 0;
        for (auto const& cell : cells) {
            out.whole(std::int64_t{cell.hour} - before);
            out.number(cell.up).number(cell.down).number(cell.guests).whole(cell.weighted);
            before = cell.hour;
        }
    }
    out.number(0);
    return sealed(out);
}

std::string copy_voters(
    VotingProjection const& projection, CheckpointHead const& head, Slot first, Slot count
)
{
    auto out = begin_chunk(projection, head, Kind::voters, VoterStanding::kFormat);
    auto const& voters = projection.voters();
    auto const end = std::min<std::size_t>(voters.size(), std::size_t{first} + count);
    for (auto slot = first; slot < end; ++slot) {
        auto const& standing = voters[slot];
        if (standing.folded() > 0 || standing.adjustment() != 0) {
            out.number(1);
            standing.write(out);
        }
    }
    out.number(0);
    return sealed(out);
}

std::string copy_networks(VotingProjection const& projection, CheckpointHead const& head)
{
    auto out = begin_chunk(projection, head, Kind::networks, kNetworkVersion);
    out.whole(projection.networks().day());
    projection.networks().each([&](std::uint64_t network, std::uint32_t count) {
        out.number(1).fixed(network).number(count);
    });
    out.number(0);
    return sealed(out);
}

std::string text_of(CheckpointHead const& head)
{
    BytesOut out;
    out.number(head.entries).whole(to_micros(head.last_at));
    out.number(head.items).number(head.voters).number(head.chunks);
    write_positions(out, head.positions);
    return sealed(out);
}

std::optional<CheckpointHead> head_of(std::string_view text)
{
    auto const body = unsealed(text);
    if (!body) {
        return std::nullopt;
    }
    BytesIn in{*body};
    CheckpointHead head;
    head.entries = in.number();
    head.last_at = from_micros(in.whole());
    head.items = in.number();
    head.voters = in.number();
    head.chunks = in.number();
    head.positions = read_positions(in);
    return in.at_end() ? std::optional{head} : std::nullopt;
}

CheckpointLoad::CheckpointLoad(VotingProjection& projection, CheckpointHead const& head)
    : projection_{projection}, head_{head}, after_(1)
{
    projection_.restore_totals(head.positions, head.entries, head.last_at);
}

bool CheckpointLoad::take(std::string_view chunk)
{
    auto const body = unsealed(chunk);
    if (!body) {
        return false;
    }
    BytesIn in{*body};
    auto const kind = in.number();
    auto const version = in.whole();
    after_.push_back(read_positions(in));
    ++taken_;
    auto const is = [&](Kind wanted, std::int32_t known) {
        return kind == static_cast<std::uint64_t>(wanted) && version == known;
    };
    if (is(Kind::items, kItemVersion)) {
        return take_items(in);
    }
    if (is(Kind::voters, VoterStanding::kFormat)) {
        return take_voters(in);
    }
    return is(Kind::networks, kNetworkVersion) && take_networks(in);
}

bool CheckpointLoad::take_items(BytesIn& in)
{
    auto spare_cells = kSpareCells;
    while (in.another()) {
        if (!take_item(in, spare_cells)) {
            return false;
        }
    }
    return in.at_end();
}

bool CheckpointLoad::take_item(BytesIn& in, std::size_t& spare_cells)
{
    auto const num = ItemNum{in.whole()};
    auto const version = in.number_as<std::uint32_t>();
    Tally tally;
    for (auto* const count : {&tally.up, &tally.down, &tally.abstain, &tally.guests}) {
        *count = in.number_as<std::uint32_t>();
    }
    tally.weighted = in.whole();
    tally.weights = in.whole();
    auto cells = read_cells(in, spare_cells);
    if (!in.ok() || version == 0) {
        return false;
    }
    return claim(items_, projection_.restore_item(num, tally, std::move(cells), version));
}

bool CheckpointLoad::take_voters(BytesIn& in)
{
    while (in.another()) {
        VoterStanding standing;
        standing.read(in);
        if (!in.ok() || (standing.folded() == 0 && standing.adjustment() == 0) ||
            !claim(voters_, projection_.restore_voter(standing))) {
            return false;
        }
    }
    return in.at_end();
}

bool CheckpointLoad::take_networks(BytesIn& in)
{
    auto const piece = static_cast<Piece>(after_.size() - 1);
    auto const day = in.whole_as<std::int32_t>();
    while (in.another()) {
        auto const network = in.fixed();
        auto const count = in.number_as<std::uint32_t>();
        if (!in.ok() || !networks_.emplace(network, piece).second) {
            return false;
        }
        projection_.restore_network(day, network, count);
    }
    return in.at_end();
}

bool CheckpointLoad::claim(std::vector<Piece>& pieces, Slot slot) const
{
    pieces.resize(std::max<std::size_t>(pieces.size(), slot + 1));
    return std::exchange(pieces[slot], static_cast<Piece>(after_.size() - 1)) == 0;
}

// What is in no piece had nothing folded when its place was copied: all of its entries follow.
bool CheckpointLoad::follows(Piece piece, LedgerEntry const& entry) const
{
    auto const place = after_[piece].find(entry.writer);
    return place == after_[piece].end() || entry.seq > place->second;
}

bool CheckpointLoad::fold(LedgerEntry const& entry)
{
    auto const piece_of = [](std::vector<Piece> const& pieces, std::optional<Slot> slot) {
        return slot && *slot < pieces.size() ? pieces[*slot] : Piece{0};
    };
    auto const network = networks_.find(entry.network);
    return projection_.fold_parts(
        entry,
        {.item = follows(piece_of(items_, projection_.items().find(entry.item)), entry),
         .voter = follows(piece_of(voters_, projection_.voters().slot_of(entry.voter)), entry),
         .network = follows(network == networks_.end() ? 0 : network->second, entry)}
    );
}

}  // namespace upbeat::voting
