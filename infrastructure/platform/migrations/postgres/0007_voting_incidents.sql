create table voting_incidents (
    id text not null,
    case_id text not null,
    voter bigint not null,
    at bigint not null,
    until bigint,
    item bigint,
    decided_at bigint,
    appealed_at bigint,
    changed_at bigint not null,
    detector smallint not null,
    action smallint not null,
    status smallint not null,
    holds_vote smallint not null,
    settled smallint not null,
    evidence text not null,
    decided_by text not null,
    decision text not null,
    appeal text not null,
    constraint voting_incidents_pkey primary key (id),
    constraint voting_incidents_action check (action between 0 and 3),
    constraint voting_incidents_status check (status between 0 and 3)
);
create index voting_incidents_by_voter on voting_incidents (voter, at);
create index voting_incidents_by_age on voting_incidents (at, id);
create index voting_incidents_by_change on voting_incidents (changed_at, id);
create index voting_incidents_by_case on voting_incidents (case_id, id);
