create table catalog_status_changes (
    seq bigint generated always as identity,
    num bigint not null,
    at bigint not null,
    status text not null,
    constraint catalog_status_changes_pkey primary key (seq)
);
create index catalog_status_changes_by_time on catalog_status_changes (at, seq);

insert into catalog_status_changes (num, at, status)
select num, updated_at, status from catalog_tracks where status <> 'live';
insert into catalog_status_changes (num, at, status)
select num, updated_at, status from catalog_tools where status <> 'live';
