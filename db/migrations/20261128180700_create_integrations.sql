-- Integrations: far sides that an office's documents and statements come from, the runs that ask them, and what came.
-- An item, what is made of it, its counts and the place to go on from are one transaction, so each comes in once.

create table public.integrations (
  tenant_id uuid not null references public.offices,
  integration_id uuid not null default uuidv7(),
  -- The client company that all of it is for; null: each item tells whose it is.
  client_id uuid,
  -- The connector, "mailbox"; one that this release does not know is shown and not run.
  kind text not null check (kind ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null check (length(name) between 1 and 120),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  -- The secret settings, sealed together (AES-256-GCM) for this integration alone; null where it has none.
  secrets bytea,
  -- Where the next run goes on; the connector's own shape.
  cursor jsonb,
  -- Null: runs only when a person says so.
  every_minutes integer check (every_minutes between 1 and 10080),
  state text not null default 'active' check (state in ('active', 'paused', 'removed')),
  -- Why it is paused: {kind, message, messageEn, next, nextEn}; null where a person did it.
  fault jsonb,
  failures_in_a_row integer not null default 0 check (failures_in_a_row >= 0),
  next_due_at timestamptz,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, integration_id),
  foreign key (tenant_id, client_id) references public.clients,
  check (state = 'paused' or fault is null)
);
create index integrations_due on public.integrations (tenant_id, next_due_at)
  where state = 'active' and next_due_at is not null;

create table public.sync_runs (
  tenant_id uuid not null,
  run_id uuid not null default uuidv7(),
  integration_id uuid not null,
  client_id uuid,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'stopped')),
  -- Who pressed "sync now"; null: its time had come.
  asked_by uuid,
  -- Raised by each beginning; whoever holds an older one writes nothing more.
  lease integer not null default 0,
  -- How far it has come, and of how much where the far side says so.
  done integer not null default 0,
  total integer,
  -- What came: items taken, and of their files those that became documents or statements, wait in the tray, were refused
  -- or were here already.
  items integer not null default 0,
  documents integer not null default 0,
  statements integer not null default 0,
  trayed integer not null default 0,
  refused integer not null default 0,
  known integer not null default 0,
  -- Why it failed: {kind, message, messageEn, next, nextEn}.
  fault jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  heard_at timestamptz,
  ended_at timestamptz,
  stop_asked_by uuid,
  stop_asked_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  primary key (tenant_id, run_id),
  foreign key (tenant_id, integration_id) references public.integrations,
  check ((state = 'failed') = (fault is not null)),
  check ((state in ('done', 'failed', 'stopped')) = (ended_at is not null))
);
-- One live run of an integration, whoever asks for another.
create unique index sync_runs_live on public.sync_runs (tenant_id, integration_id) where state in ('queued', 'running');
create index sync_runs_of_integration on public.sync_runs (tenant_id, integration_id, run_id desc);

-- Each file of an item, or the item itself where it has none (part 0).
create table public.sync_items (
  tenant_id uuid not null,
  integration_id uuid not null,
  item_key text collate "C" not null check (length(item_key) between 1 and 500),
  part smallint not null check (part >= 0),
  -- A number of its own to name it by.
  item_id uuid not null default uuidv7(),
  run_id uuid not null,
  -- Whose it is; null while that is not known.
  client_id uuid,
  file_name text not null check (length(file_name) between 1 and 255),
  sender text check (length(sender) <= 320),
  subject text check (length(subject) <= 500),
  received_at timestamptz,
  sha256 text collate "C",
  size_bytes bigint,
  -- document, statement: taken · tray: whose it is must be said · refused: told and passed over · empty: brought
  -- nothing · dismissed: somebody did not want it · undone: taken back with its run
  state text not null
    check (state in ('document', 'statement', 'tray', 'refused', 'empty', 'dismissed', 'undone')),
  document_id uuid,
  -- Already here before: the same content was the client's document.
  was_known boolean not null default false,
  statement_ids uuid[],
  -- Why it lies in the tray or was refused, or could not be undone: {message, messageEn}.
  reason jsonb,
  settled_by uuid,
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, integration_id, item_key, part),
  unique (tenant_id, item_id),
  foreign key (tenant_id, integration_id) references public.integrations,
  foreign key (tenant_id, run_id) references public.sync_runs,
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files,
  foreign key (tenant_id, document_id) references public.documents,
  check ((state = 'document') <= (document_id is not null)),
  check ((state = 'statement') <= (statement_ids is not null)),
  check ((state in ('refused', 'tray')) <= (reason is not null)),
  check ((state in ('document', 'statement')) <= (client_id is not null)),
  check ((state in ('document', 'statement', 'tray')) <= (sha256 is not null))
);
create index sync_items_of_run on public.sync_items (tenant_id, run_id, item_id);
create index sync_items_newest on public.sync_items (tenant_id, item_id desc);
create index sync_items_in_tray on public.sync_items (tenant_id, item_id desc) where state = 'tray';
create index sync_items_by_document on public.sync_items (tenant_id, document_id) where document_id is not null;

-- What a run tells of itself, for a person.
create table public.sync_log_lines (
  tenant_id uuid not null,
  run_id uuid not null,
  line_no integer not null check (line_no > 0),
  client_id uuid,
  level text not null check (level in ('info', 'warn')),
  message text not null check (length(message) <= 1000),
  message_en text not null check (length(message_en) <= 1000),
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, run_id, line_no),
  foreign key (tenant_id, run_id) references public.sync_runs
);

-- Whose a sender's mails are, and the word behind the plus of an address: beside what the clients' cards say.
create table public.sync_senders (
  tenant_id uuid not null,
  kind text not null check (kind in ('email', 'alias')),
  -- In small letters.
  value text collate "C" not null check (length(value) between 1 and 320),
  client_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, kind, value),
  foreign key (tenant_id, client_id) references public.clients
);
create index sync_senders_of_client on public.sync_senders (tenant_id, client_id);

call app.guard_tenant_table('public.integrations', 'client_id');
call app.guard_tenant_table('public.sync_runs', 'client_id');
call app.guard_tenant_table('public.sync_items', 'client_id');
call app.guard_tenant_table('public.sync_log_lines', 'client_id');
call app.guard_tenant_table('public.sync_senders', 'client_id');

-- What people do to them; a worker's runs are told by the runs themselves.
create trigger audit after insert or update on public.integrations
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('integration_id', 'secrets,cursor,fault,failures_in_a_row,next_due_at,version,changed_at');
create trigger audit after insert or update or delete on public.sync_senders
  for each row execute function app.audit_row('kind,value');
create trigger audit after update of state on public.sync_items
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('item_id', 'integration_id,item_key,part,run_id,sender,subject,received_at,sha256,size_bytes,document_id,was_known,statement_ids,reason,settled_by,settled_at,created_at');
create trigger audit after update of undone_at, stop_asked_at on public.sync_runs
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('run_id', 'fault,lease,asked_by,started_at,heard_at,ended_at,done,total,items,documents,statements,trayed,refused,known,stop_asked_by,undone_by');

grant select, insert, update on public.integrations, public.sync_runs, public.sync_items to muhasebi_app;
grant select, insert on public.sync_log_lines to muhasebi_app;
grant select, insert, update, delete on public.sync_senders to muhasebi_app;
