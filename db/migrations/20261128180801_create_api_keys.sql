-- API keys: what machines of an office sign in with. A key may some of what its maker may, for all or for named clients.

create table public.api_keys (
  tenant_id uuid not null references public.offices,
  key_id uuid not null default uuidv7(),
  name text not null check (length(btrim(name)) between 1 and 100),
  -- SHA-256 of the key; the key itself is shown once and kept nowhere.
  token_hash bytea not null check (octet_length(token_hash) = 32),
  -- Its last characters, to know it by.
  token_end text not null check (length(token_end) between 4 and 8),
  permissions text[] not null check (cardinality(permissions) between 1 and 50),
  -- False: the clients of api_key_clients alone.
  all_clients boolean not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  -- By the minute.
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, key_id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, created_by) references public.memberships
);
call app.guard_tenant_table('public.api_keys');
create trigger audit after insert or update or delete on public.api_keys
  for each row execute function app.audit_row('key_id', 'token_hash,last_used_at');
grant select, insert, update on public.api_keys to muhasebi_app;

create table public.api_key_clients (
  tenant_id uuid not null,
  key_id uuid not null,
  client_id uuid not null,
  primary key (tenant_id, key_id, client_id),
  foreign key (tenant_id, key_id) references public.api_keys,
  foreign key (tenant_id, client_id) references public.clients
);
call app.guard_tenant_table('public.api_key_clients', 'client_id');
create trigger audit after insert or delete on public.api_key_clients
  for each row execute function app.audit_row('key_id,client_id');
grant select, insert on public.api_key_clients to muhasebi_app;

-- Which key a person's machine came with; who the person is stands beside it. Null where no key was used.
alter table public.audit_log
  add column api_key_id uuid default nullif(current_setting('app.api_key_id', true), '')::uuid;

-- An act over several clients is shown to who asked for it; a key for named clients asks in the name of a person who sees more,
-- and is shown what it asked for itself.
alter table public.work_acts
  add column api_key_id uuid default nullif(current_setting('app.api_key_id', true), '')::uuid;
create policy acts_of_the_key on public.work_acts as restrictive
  using ((select app.sees_all_clients()) or client_id = any ((select app.client_scope())::uuid[])
    or api_key_id is not distinct from (select nullif(current_setting('app.api_key_id', true), '')::uuid));
