create table platform_idempotency (
    owner text not null,
    request_key text not null,
    fingerprint text not null,
    status integer not null,
    content_type text not null,
    headers text not null default '',
    body text not null,
    created_at bigint not null,
    constraint platform_idempotency_pkey primary key (owner, request_key)
);
create index platform_idempotency_by_age on platform_idempotency (created_at);

create table platform_audit (
    seq integer primary key autoincrement,
    at bigint not null,
    actor text not null,
    key_id text not null default '',
    action text not null,
    target_type text not null,
    target_id text not null,
    reason text not null,
    request_id text not null,
    detail text not null
);
create index platform_audit_by_target on platform_audit (target_id, seq);
create index platform_audit_by_actor on platform_audit (actor, seq);
