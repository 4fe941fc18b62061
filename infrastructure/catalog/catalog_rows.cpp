#include "catalog_rows.hpp"
#include "word_json.hpp"

namespace upbeat::catalog {
namespace {

std::optional<int> number(sql::Row const& row, std::size_t column)
{
    auto const value = row.maybe_integer(column);
    return value ? std::optional{static_cast<int>(*value)} : std::nullopt;
}

Owner owner(sql::Row const& row, std::size_t column)
{
    return {
        .agent_id = row.string(column + 1),
        .voter = VoterNum{row.maybe_integer(column).value_or(0)},
    };
}

sql::Value voter_or_null(Owner const& owner)
{
    return owner.voter.value == 0 ? sql::Value{} : sql::Value{owner.voter.value};
}

// What storage holds was a status when it was written.
Status status(sql::Row const& row, std::size_t column)
{
    return parse_status(row.text(column)).value_or(Status::hidden);
}

}  // namespace

Track track_from(sql::Row const& row)
{
    return {
        .num = ItemNum{row.integer(0)},
        .id = row.string(1),
        .title = row.string(2),
        .artist = row.string(3),
        .owner = owner(row, 4),
        .platform = {.key = row.string(6), .name = row.string(7)},
        .platform_url = row.string(8),
        .purchase_url = row.string(9),
        .genre = row.string(10),
        .moods = words_from_json(row.text(11)),
        .bpm = number(row, 12),
        .audio_url = row.string(13),
        .price = Price{row.integer(14)},
        .description = row.string(15),
        .tags = words_from_json(row.text(16)),
        .cover_url = row.string(17),
        .duration = number(row, 18),
        .status = status(row, 19),
        .demo = row.flag(20),
        .created_at = row.time(21),
        .updated_at = row.time(22),
    };
}

Tool tool_from(sql::Row const& row)
{
    return {
        .num = ItemNum{row.integer(0)},
        .id = row.string(1),
        .name = row.string(2),
        .website = row.string(3),
        .affiliate_link = row.string(4),
        .commission_rate = static_cast<int>(row.integer(5)),
        .category = row.string(6),
        .description = row.string(7),
        .features = words_from_json(row.text(8)),
        .pricing = row.string(9),
        .owner = owner(row, 10),
        .status = status(row, 12),
        .demo = row.flag(13),
        .created_at = row.time(14),
        .updated_at = row.time(15),
    };
}

sql::Params params_of(Track const& track)
{
    return {
        {"num", track.num.value},
        {"title", track.title},
        {"artist", track.artist},
        {"platform", track.platform.key},
        {"platform_name", track.platform.name},
        {"platform_url", track.platform_url},
        {"purchase_url", track.purchase_url},
        {"genre", track.genre},
        {"moods", words_to_json(track.moods)},
        {"bpm", track.bpm},
        {"audio_url", track.audio_url},
        {"price_minor", track.price.minor},
        {"description", track.description},
        {"tags", words_to_json(track.tags)},
        {"cover_url", track.cover_url},
        {"duration", track.duration},
        {"status", to_word(track.status)},
        {"demo", track.demo},
        {"created_at", track.created_at},
        {"updated_at", track.updated_at},
    };
}

sql::Params params_of(Tool const& tool)
{
    return {
        {"num", tool.num.value},
        {"name", tool.name},
        {"website", tool.website},
        {"affiliate_link", tool.affiliate_link},
        {"commission_rate", tool.commission_rate},
        {"category", tool.category},
        {"description", tool.description},
        {"features", words_to_json(tool.features)},
        {"pricing", tool.pricing},
        {"status", to_word(tool.status)},
        {"demo", tool.demo},
        {"created_at", tool.created_at},
        {"updated_at", tool.updated_at},
    };
}

sql::Batch batch_of(std::span<Track const> tracks)
{
    sql::Batch batch{
        "num",        "title",         "artist",       "creator_agent", "creator_agent_id",
        "platform",   "platform_name", "platform_url", "purchase_url",  "genre",
        "moods",      "bpm",           "audio_url",    "price_minor",   "description",
        "tags",       "cover_url",     "duration",     "status",        "demo",
        "created_at", "updated_at",
    };
    batch.reserve(tracks.size());
    for (auto const& t : tracks) {
        batch.add(
            {t.num.value,
             t.title,
             t.artist,
             voter_or_null(t.owner),
             t.owner.agent_id,
             t.platform.key,
             t.platform.name,
             t.platform_url,
             t.purchase_url,
             t.genre,
             words_to_json(t.moods),
             t.bpm,
             t.audio_url,
             t.price.minor,
             t.description,
             words_to_json(t.tags),
             t.cover_url,
             t.duration,
             to_word(t.status),
             t.demo,
             t.created_at,
             t.updated_at}
        );
    }
    return batch;
}

sql::Batch batch_of(std::span<Tool const> tools)
{
    sql::Batch batch{
        "num",
        "name",
        "website",
        "affiliate_link",
        "commission_rate",
        "category",
        "description",
        "features",
        "pricing",
        "creator_agent",
        "creator_agent_id",
        "status",
        "demo",
        "created_at",
        "updated_at",
    };
    batch.reserve(tools.size());
    for (auto const& t : tools) {
        batch.add(
            {t.num.value,
             t.name,
             t.website,
             t.affiliate_link,
             t.commission_rate,
             t.category,
             t.description,
             words_to_json(t.features),
             t.pricing,
             voter_or_null(t.owner),
             t.owner.agent_id,
             to_word(t.status),
             t.demo,
             t.created_at,
             t.updated_at}
        );
    }
    return batch;
}

}  // namespace upbeat::catalog
