create table voting_checkpoints (
    generation bigint not null,
    begun_at bigint not null,
    heard_at bigint not null,
    format integer not null,
    state smallint not null,
    head text not null default '',
    constraint voting_checkpoints_pkey primary key (generation)
);
create table voting_checkpoint_chunks (
    generation bigint not null,
    ordinal bigint not null,
    chunk text not null,
    constraint voting_checkpoint_chunks_pkey primary key (generation, ordinal)
);
