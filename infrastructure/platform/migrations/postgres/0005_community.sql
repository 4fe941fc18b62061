create table community_waitlist (
    position bigint not null,
    email text collate "C" not null,
    referral_source text not null default '',
    network text not null default '',
    signed_up_at bigint not null,
    constraint community_waitlist_pkey primary key (position),
    constraint community_waitlist_email unique (email)
);
