-- Offices (tenants), the people in them, their sessions, and the traces they leave.

create table public.offices (
  tenant_id uuid primary key default uuidv7(),
  name text not null check (length(name) between 2 and 200),
  -- demo offices are removable and never appear in production; smoke is the operator's reserved one.
  kind text not null default 'office' check (kind in ('office', 'demo', 'smoke')),
  created_at timestamptz not null default now()
);

-- People are global: one person may be a member of several offices. Nothing of an office stands here.
create table public.users (
  user_id uuid primary key default uuidv7(),
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text,
  -- AES-256-GCM, key from the environment; null while the second factor is not set up.
  totp_secret_encrypted bytea,
  totp_confirmed_at timestamptz,
  -- Last accepted time step: a code is good once.
  totp_last_step bigint,
  is_platform_admin boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table public.memberships (
  tenant_id uuid not null references public.offices,
  user_id uuid not null references public.users,
  role text not null check (role in ('owner', 'accountant', 'staff', 'client')),
  -- What this office calls the person; an office cannot rename someone in another. Null: as users.name.
  name text check (length(name) between 1 and 120),
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_by_user on public.memberships (user_id);

create table public.sessions (
  session_id uuid primary key default uuidv7(),
  user_id uuid not null references public.users,
  -- The office the person works in now; membership is checked at each refresh.
  current_office_id uuid references public.offices,
  address inet,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text
);
create index sessions_by_user on public.sessions (user_id) where ended_at is null;

-- Refresh tokens rotate: each is good once, only its SHA-256 is kept, a second use ends the session.
create table public.refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references public.sessions on delete cascade,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- The token that came after, readable only with this one: two tabs that race get the same successor.
  successor_sealed bytea
);
create index refresh_tokens_by_session on public.refresh_tokens (session_id);

create table public.password_resets (
  token_hash bytea primary key,
  user_id uuid not null references public.users,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What happens around the door: sign-ins, failures, locks, token reuse. Append-only. Lock-outs and limits are counted
-- from it, for accounts that exist and for those that do not alike, so that the answer tells nobody which is which.
create table public.security_events (
  event_id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  kind text not null,
  user_id uuid references public.users,
  -- SHA-256 of the lower-case address that was tried, so that failures of unknown accounts can be counted too.
  account_hash bytea,
  address inet,
  user_agent text,
  request_id text
);
create index security_events_by_account on public.security_events (account_hash, at desc);
create index security_events_by_address on public.security_events (address, at desc);
create trigger append_only before update or delete on public.security_events
  for each statement execute function app.refuse('security_events is append-only');

-- Who changed what, when, from where, before and after. Append-only.
create table public.audit_log (
  tenant_id uuid not null references public.offices,
  audit_id uuid not null default uuidv7(),
  at timestamptz not null default now(),
  user_id uuid,
  address inet,
  request_id text,
  action text not null,
  entity text not null,
  entity_id text not null,
  client_id uuid,
  before jsonb,
  after jsonb,
  primary key (tenant_id, audit_id)
);
create index audit_log_by_entity on public.audit_log (tenant_id, entity, entity_id, audit_id desc);
create trigger append_only before update or delete on public.audit_log
  for each row execute function app.refuse('audit_log is append-only');
create trigger not_truncated before truncate on public.audit_log
  for each statement execute function app.refuse('audit_log is append-only');

-- Writes the audit line of a row. Arguments: the columns that name the row, then "-" and columns left out.
create function app.audit_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app
as $$
declare
  row_before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  row_after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  subject jsonb := coalesce(row_after, row_before);
  key_columns text[] := string_to_array(tg_argv[0], ',');
  left_out text[] := coalesce(string_to_array(tg_argv[1], ','), '{}');
begin
  row_before := row_before - left_out;
  row_after := row_after - left_out;
  if row_before is not distinct from row_after then
    return null;
  end if;
  insert into public.audit_log (tenant_id, user_id, address, request_id, action, entity, entity_id, client_id, before, after)
  values (
    (subject ->> 'tenant_id')::uuid,
    app.user_id(),
    nullif(current_setting('app.address', true), '')::inet,
    nullif(current_setting('app.request_id', true), ''),
    lower(tg_op),
    tg_table_name,
    (select string_agg(subject ->> c, ' ' order by n) from unnest(key_columns) with ordinality as k (c, n)),
    (subject ->> 'client_id')::uuid,
    row_before,
    row_after
  );
  return null;
end
$$;

-- A repeated write with the same key gets the first answer back.
create table public.idempotency_keys (
  tenant_id uuid not null references public.offices,
  user_id uuid not null,
  key text not null check (length(key) between 8 and 200),
  route text not null,
  request_hash bytea not null,
  response_status integer,
  response_body jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, key)
);
create index idempotency_keys_by_age on public.idempotency_keys (created_at);

call app.guard_tenant_table('public.offices');
call app.guard_tenant_table('public.memberships');
call app.guard_tenant_table('public.audit_log');
call app.guard_tenant_table('public.idempotency_keys');

-- At the door there is no tenant yet: a person may see their own memberships and the names of those offices.
create policy own_memberships on public.memberships for select
  using (user_id = (select app.user_id()));
create policy own_offices on public.offices for select
  using (tenant_id in (select m.tenant_id from public.memberships m where m.user_id = (select app.user_id())));

create trigger audit after insert or update or delete on public.offices
  for each row execute function app.audit_row('tenant_id');
create trigger audit after insert or update or delete on public.memberships
  for each row execute function app.audit_row('user_id');

grant select, insert, update on public.offices, public.memberships to muhasebi_app;
grant select, insert, update on public.users, public.sessions, public.password_resets to muhasebi_app;
grant select, insert, update, delete on public.refresh_tokens to muhasebi_app;
grant select, insert on public.security_events, public.audit_log to muhasebi_app;
grant select, insert, update, delete on public.idempotency_keys to muhasebi_app;
