-- Webhooks out: addresses of an office's own machines, what happened, and how each address was told of it.

create table public.webhook_endpoints (
  tenant_id uuid not null references public.offices,
  endpoint_id uuid not null default uuidv7(),
  url text not null check (length(url) <= 1000 and url ~ '^https?://[^\s]+$'),
  description text not null default '' check (length(description) <= 200),
  -- Which events are sent here; the list of events is the application's.
  events text[] not null check (cardinality(events) between 1 and 20),
  -- AES-256-GCM, key from the environment; what deliveries are signed with.
  secret_encrypted bytea not null check (octet_length(secret_encrypted) <= 500),
  -- Since when every attempt has failed; null while the last one was taken.
  failing_since timestamptz,
  off_at timestamptz,
  -- person: turned off by hand; failing: by us after days of failure; gone: the far side answered 410.
  off_because text check (off_because in ('person', 'failing', 'gone')),
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (tenant_id, endpoint_id),
  check ((off_at is null) = (off_because is null))
);
call app.guard_tenant_table('public.webhook_endpoints');
create trigger audit after insert or update or delete on public.webhook_endpoints
  for each row execute function app.audit_row('endpoint_id', 'secret_encrypted,failing_since,version');
grant select, insert, update, delete on public.webhook_endpoints to muhasebi_app;

-- What happened, once, however many addresses are told of it. Written only while somebody wants to hear of it.
create table public.webhook_events (
  tenant_id uuid not null references public.offices,
  event_id uuid not null default uuidv7(),
  type text not null check (length(type) between 1 and 50),
  client_id uuid,
  data jsonb not null check (jsonb_typeof(data) = 'object' and pg_column_size(data) <= 16000),
  -- What can happen once only ("voucher <id>") is told once, also where a request is repeated.
  once_key text check (length(once_key) <= 200),
  created_at timestamptz not null default now(),
  primary key (tenant_id, event_id)
);
create unique index webhook_events_once on public.webhook_events (tenant_id, once_key) where once_key is not null;
create index webhook_events_by_time on public.webhook_events (tenant_id, created_at);
call app.guard_tenant_table('public.webhook_events', 'client_id');
grant select, insert, delete on public.webhook_events to muhasebi_app;

create table public.webhook_deliveries (
  tenant_id uuid not null references public.offices,
  delivery_id uuid not null default uuidv7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- All attempts there were, those before a delivery by hand too.
  attempts integer not null default 0 check (attempts >= 0),
  -- Attempts since it was last asked for: what the next pause and the end are counted by.
  tries integer not null default 0 check (tries >= 0),
  due_at timestamptz not null default now(),
  last_status smallint,
  last_fault text check (length(last_fault) <= 50),
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, delivery_id),
  unique (tenant_id, endpoint_id, event_id),
  foreign key (tenant_id, endpoint_id) references public.webhook_endpoints on delete cascade,
  foreign key (tenant_id, event_id) references public.webhook_events on delete cascade,
  check ((state = 'waiting') = (ended_at is null))
);
create index webhook_deliveries_due on public.webhook_deliveries (tenant_id, endpoint_id, due_at) where state = 'waiting';
create index webhook_deliveries_of_event on public.webhook_deliveries (tenant_id, event_id);
create index webhook_deliveries_listed on public.webhook_deliveries (tenant_id, endpoint_id, delivery_id desc);
call app.guard_tenant_table('public.webhook_deliveries');
grant select, insert, update, delete on public.webhook_deliveries to muhasebi_app;

-- Each request that was made, and what came back: the beginning of the answer, as text.
create table public.webhook_attempts (
  tenant_id uuid not null references public.offices,
  delivery_id uuid not null,
  attempt integer not null check (attempt >= 1),
  at timestamptz not null,
  url text not null check (length(url) <= 1000),
  duration_ms integer not null check (duration_ms >= 0),
  -- Null where no answer came; the fault then says why.
  status smallint,
  fault text check (length(fault) <= 50),
  answer text check (length(answer) <= 2000),
  primary key (tenant_id, delivery_id, attempt),
  foreign key (tenant_id, delivery_id) references public.webhook_deliveries on delete cascade
);
call app.guard_tenant_table('public.webhook_attempts');
grant select, insert, delete on public.webhook_attempts to muhasebi_app;

-- Kinds of notices are the application's list; a webhook that we turned off is told of.
alter table public.notifications drop constraint notifications_kind_check;
alter table public.notifications add constraint notifications_kind_check check (length(kind) between 1 and 50);
