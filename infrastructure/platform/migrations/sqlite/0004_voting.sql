create table voting_ledger (
    item bigint not null,
    voter bigint not null,
    at bigint not null,
    prior_at bigint not null default 0,
    network bigint not null default 0,
    seq bigint not null,
    revision integer not null,
    weight integer not null,
    prior_weight integer not null default 0,
    writer integer not null,
    lane smallint not null,
    direction smallint not null,
    reason smallint not null,
    flags smallint not null default 0,
    prior_direction smallint not null default 0,
    source smallint not null default 0,
    confidence integer,
    comment text,
    reasoning text,
    constraint voting_ledger_pkey primary key (lane, item, voter, revision),
    constraint voting_ledger_lane check (lane = (item & 63)),
    constraint voting_ledger_direction check (direction between -1 and 1),
    constraint voting_ledger_weight check (weight between 0 and 10000)
);
create index voting_ledger_by_writer on voting_ledger (writer, seq);
create index voting_ledger_by_voter on voting_ledger (voter, writer, seq);

create table voting_writers (
    writer integer primary key autoincrement,
    started_at bigint not null
);

create table voting_reputation_changes (
    seq integer primary key autoincrement,
    voter bigint not null,
    at bigint not null,
    old_value integer not null,
    new_value integer not null,
    delta integer not null,
    reason text not null,
    by_whom text not null
);
create index voting_reputation_changes_by_voter on voting_reputation_changes (voter, at);
create index voting_reputation_changes_by_age on voting_reputation_changes (at, seq);
