create table identity_agents (
    num bigint generated always as identity,
    id text collate "C" not null,
    name text not null,
    type text not null default 'autonomous',
    description text not null default '',
    preferences text not null default '{}',
    origin text not null default 'registered',
    status text not null default 'active',
    tier text not null default 'free',
    owner text collate "C",
    demo smallint not null default 0,
    created_at bigint not null,
    updated_at bigint not null,
    version integer not null default 1,
    constraint identity_agents_pkey primary key (num),
    constraint identity_agents_id unique (id),
    constraint identity_agents_origin check (origin in ('registered', 'guest', 'import'))
);
create index identity_agents_by_change on identity_agents (updated_at, num);

create table identity_keys (
    id text collate "C" not null,
    agent bigint,
    hash text collate "C" not null,
    name text not null,
    scope text not null default 'agent',
    tier text not null default 'free',
    created_at bigint not null,
    changed_at bigint not null,
    last_used_at bigint,
    expires_at bigint,
    revoked_at bigint,
    constraint identity_keys_pkey primary key (id),
    constraint identity_keys_hash unique (hash),
    constraint identity_keys_agent foreign key (agent) references identity_agents (num),
    constraint identity_keys_bearer check (agent is not null or scope = 'admin')
);
create index identity_keys_by_agent on identity_keys (agent, created_at);
create index identity_keys_by_change on identity_keys (changed_at, id);
