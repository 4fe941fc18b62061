#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::catalog::statements {

using enum sql::Column;
using sql::Statement;

inline constexpr sql::Columns kTrackColumns{integer, text, text,    text,    integer, text,
                                            text,    text, text,    text,    text,    text,
                                            integer, text, integer, text,    text,    text,
                                            integer, text, integer, integer, integer};

inline constexpr Statement kTracksById{
    .name = "catalog.tracks_by_id",
    .sql = R"(
        select
            i.num, i.id, t.title, t.artist, t.creator_agent, t.creator_agent_id, t.platform,
            t.platform_name, t.platform_url, t.purchase_url, t.genre, t.moods, t.bpm,
            t.audio_url, t.price_minor, t.description, t.tags, t.cover_url, t.duration,
            t.status, t.demo, t.created_at, t.updated_at
        from catalog_items i join catalog_tracks t on t.num = i.num
        where i.id = :id
    )",
    .columns = kTrackColumns,
    .postgres = R"(
        select
            i.num, i.id, t.title, t.artist, t.creator_agent, t.creator_agent_id, t.platform,
            t.platform_name, t.platform_url, t.purchase_url, t.genre, t.moods, t.bpm,
            t.audio_url, t.price_minor, t.description, t.tags, t.cover_url, t.duration,
            t.status, t.demo, t.created_at, t.updated_at
        from unnest(cast(:id as text[])) as r (id)
        join catalog_items i on i.id = r.id
        join catalog_tracks t on t.num = i.num
    )",
};

inline constexpr Statement kTracksByNum{
    .name = "catalog.tracks_by_num",
    .sql = R"(
        select
            i.num, i.id, t.title, t.artist, t.creator_agent, t.creator_agent_id, t.platform,
            t.platform_name, t.platform_url, t.purchase_url, t.genre, t.moods, t.bpm,
            t.audio_url, t.price_minor, t.description, t.tags, t.cover_url, t.duration,
            t.status, t.demo, t.created_at, t.updated_at
        from catalog_items i join catalog_tracks t on t.num = i.num
        where i.num = :num
    )",
    .columns = kTrackColumns,
    .postgres = R"(
        select
            i.num, i.id, t.title, t.artist, t.creator_agent, t.creator_agent_id, t.platform,
            t.platform_name, t.platform_url, t.purchase_url, t.genre, t.moods, t.bpm,
            t.audio_url, t.price_minor, t.description, t.tags, t.cover_url, t.duration,
            t.status, t.demo, t.created_at, t.updated_at
        from unnest(cast(:num as bigint[])) as r (num)
        join catalog_items i on i.num = r.num
        join catalog_tracks t on t.num = i.num
    )",
};

inline constexpr Statement kTracksSince{
    .name = "catalog.tracks_since",
    .sql = R"(
        select
            i.num, i.id, t.title, t.artist, t.creator_agent, t.creator_agent_id, t.platform,
            t.platform_name, t.platform_url, t.purchase_url, t.genre, t.moods, t.bpm,
            t.audio_url, t.price_minor, t.description, t.tags, t.cover_url, t.duration,
            t.status, t.demo, t.created_at, t.updated_at
        from catalog_items i join catalog_tracks t on t.num = i.num
        where t.updated_at >= :since
    )",
    .columns = kTrackColumns,
    .large = true,
};

// Twins are told apart by their addresses too: two tracks may share a title.
inline constexpr Statement kFindTwin{
    .name = "catalog.find_twin",
    .sql = R"(
        select i.id from catalog_items i join catalog_tracks t on t.num = i.num
        where t.creator_agent_id = :owner and t.title = :title
            and t.platform_url = :platform_url and t.purchase_url = :purchase_url
            and t.status <> 'removed'
        order by i.num limit 1
    )",
    .columns = {text},
};

// A taken id gives no row: the caller compares.
inline constexpr Statement kAddItem{
    .name = "catalog.add_item",
    .sql = R"(
        insert into catalog_items (kind, id) values (:kind, :id)
        on conflict (id) do nothing returning num, id
    )",
    .columns = {integer, text},
    .postgres = R"(
        insert into catalog_items (kind, id)
        select kind, id from unnest(cast(:kind as smallint[]), cast(:id as text[])) as r (kind, id)
        on conflict (id) do nothing returning num, id
    )",
};

inline constexpr Statement kAddTrack{
    .name = "catalog.add_track",
    .sql = R"(
        insert into catalog_tracks (
            num, title, artist, creator_agent, creator_agent_id, platform, platform_name,
            platform_url, purchase_url, genre, moods, bpm, audio_url, price_minor, description,
            tags, cover_url, duration, status, demo, created_at, updated_at
        ) values (
            :num, :title, :artist, :creator_agent, :creator_agent_id, :platform,
            :platform_name, :platform_url, :purchase_url, :genre, :moods, :bpm, :audio_url,
            :price_minor, :description, :tags, :cover_url, :duration, :status, :demo,
            :created_at, :updated_at
        )
    )",
    .postgres = R"(
        insert into catalog_tracks (
            num, title, artist, creator_agent, creator_agent_id, platform, platform_name,
            platform_url, purchase_url, genre, moods, bpm, audio_url, price_minor, description,
            tags, cover_url, duration, status, demo, created_at, updated_at
        )
        select
            num, title, artist, creator_agent, creator_agent_id, platform, platform_name,
            platform_url, purchase_url, genre, moods, bpm, audio_url, price_minor, description,
            tags, cover_url, duration, status, demo, created_at, updated_at
        from unnest(
            cast(:num as bigint[]), cast(:title as text[]), cast(:artist as text[]),
            cast(:creator_agent as bigint[]), cast(:creator_agent_id as text[]),
            cast(:platform as text[]), cast(:platform_name as text[]),
            cast(:platform_url as text[]), cast(:purchase_url as text[]),
            cast(:genre as text[]), cast(:moods as text[]), cast(:bpm as integer[]),
            cast(:audio_url as text[]), cast(:price_minor as bigint[]),
            cast(:description as text[]), cast(:tags as text[]), cast(:cover_url as text[]),
            cast(:duration as integer[]), cast(:status as text[]), cast(:demo as smallint[]),
            cast(:created_at as bigint[]), cast(:updated_at as bigint[])
        ) as r (
            num, title, artist, creator_agent, creator_agent_id, platform, platform_name,
            platform_url, purchase_url, genre, moods, bpm, audio_url, price_minor, description,
            tags, cover_url, duration, status, demo, created_at, updated_at
        )
    )",
};

inline constexpr Statement kSaveTrack{
    .name = "catalog.save_track",
    .sql = R"(
        update catalog_tracks set
            title = :title, artist = :artist, platform = :platform,
            platform_name = :platform_name, platform_url = :platform_url,
            purchase_url = :purchase_url, genre = :genre, moods = :moods, bpm = :bpm,
            audio_url = :audio_url, price_minor = :price_minor, description = :description,
            tags = :tags, cover_url = :cover_url, duration = :duration, status = :status,
            demo = :demo, created_at = :created_at, updated_at = :updated_at,
            version = version + 1
        where num = :num
    )",
};

// The status with which an item was published, unless it was live.
inline constexpr Statement kNoteFirstStatus{
    .name = "catalog.note_first_status",
    .sql = "insert into catalog_status_changes (num, at, status) values (:num, :at, :status)",
};

// Keeps since when the track has another status; before it is saved.
inline constexpr Statement kNoteTrackStatus{
    .name = "catalog.note_track_status",
    .sql = R"(
        insert into catalog_status_changes (num, at, status)
        select num, cast(:updated_at as bigint), cast(:status as text) from catalog_tracks
        where num = :num and status <> :status
    )",
};

inline constexpr auto kAllOfTracks = sql::registry(
    kTracksById,
    kTracksByNum,
    kTracksSince,
    kFindTwin,
    kAddItem,
    kAddTrack,
    kSaveTrack,
    kNoteTrackStatus,
    kNoteFirstStatus
);

}  // namespace upbeat::catalog::statements
