create table catalog_items (
    num integer primary key autoincrement,
    kind smallint not null,
    id text not null,
    constraint catalog_items_id unique (id),
    constraint catalog_items_kind check (kind in (0, 1))
);

create table catalog_tracks (
    num bigint not null,
    title text not null,
    artist text not null default '',
    creator_id text,
    creator_agent bigint,
    creator_agent_id text not null default '',
    platform text not null default 'other',
    platform_name text not null default 'Other',
    platform_url text not null default '',
    purchase_url text not null default '',
    genre text not null default '',
    moods text not null default '[]',
    bpm integer,
    audio_url text not null default '',
    price_minor bigint not null default 0,
    currency text not null default 'USD',
    description text not null default '',
    tags text not null default '[]',
    cover_url text not null default '',
    duration integer,
    status text not null default 'live',
    demo smallint not null default 0,
    created_at bigint not null,
    updated_at bigint not null,
    version integer not null default 1,
    constraint catalog_tracks_pkey primary key (num),
    constraint catalog_tracks_item foreign key (num) references catalog_items (num),
    constraint catalog_tracks_price check (price_minor >= 0)
);
create index catalog_tracks_by_change on catalog_tracks (updated_at, num);
create index catalog_tracks_by_agent on catalog_tracks (creator_agent_id, created_at);

create table catalog_tools (
    num bigint not null,
    name text not null,
    website text not null default '',
    affiliate_link text not null default '',
    commission_rate integer not null default 0,
    category text not null default '',
    description text not null default '',
    features text not null default '[]',
    pricing text not null default '{}',
    creator_agent bigint,
    creator_agent_id text not null default '',
    status text not null default 'live',
    demo smallint not null default 0,
    created_at bigint not null,
    updated_at bigint not null,
    version integer not null default 1,
    constraint catalog_tools_pkey primary key (num),
    constraint catalog_tools_item foreign key (num) references catalog_items (num)
);
create index catalog_tools_by_change on catalog_tools (updated_at, num);
