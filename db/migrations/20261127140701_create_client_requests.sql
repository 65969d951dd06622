-- What the office asks of a client company ("Ağustos banka ekstreniz"), what came back, and every step in between.

create table public.client_requests (
  tenant_id uuid not null,
  request_id uuid not null default uuidv7(),
  client_id uuid not null,
  -- A document is answered with files, an answer with words; either takes both.
  kind text not null check (kind in ('document', 'answer')),
  text text not null check (length(btrim(text)) between 1 and 2000),
  due_date date,
  -- First day of the month that it is about.
  month date check (extract(day from month) = 1),
  -- The document that it is about, e.g. one that cannot be read.
  document_id uuid,
  state text not null default 'open' check (state in ('open', 'answered', 'closed')),
  created_by uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, request_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, document_id) references public.documents
);
create index client_requests_by_client on public.client_requests (tenant_id, client_id, state, request_id desc);
create index client_requests_by_state on public.client_requests (tenant_id, state, request_id desc);
create index client_requests_of_document on public.client_requests (tenant_id, document_id) where document_id is not null;

-- The history of a request: asked, answered, asked again, closed. Append-only.
create table public.client_request_entries (
  tenant_id uuid not null,
  entry_id uuid not null default uuidv7(),
  request_id uuid not null,
  client_id uuid not null,
  act text not null check (act in ('asked', 'answered', 'asked-again', 'closed')),
  text text not null default '' check (length(text) <= 2000),
  user_id uuid,
  by_client boolean not null,
  at timestamptz not null default now(),
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, request_id) references public.client_requests
);
create index client_request_entries_of_request on public.client_request_entries (tenant_id, request_id, entry_id);
create trigger append_only before update or delete on public.client_request_entries
  for each row execute function app.refuse('client_request_entries is append-only');

-- Documents that came as an answer.
create table public.client_request_files (
  tenant_id uuid not null,
  request_id uuid not null,
  document_id uuid not null,
  entry_id uuid not null,
  client_id uuid not null,
  primary key (tenant_id, request_id, document_id),
  foreign key (tenant_id, request_id) references public.client_requests,
  foreign key (tenant_id, entry_id) references public.client_request_entries,
  foreign key (tenant_id, document_id) references public.documents
);
create index client_request_files_of_document on public.client_request_files (tenant_id, document_id);

call app.guard_tenant_table('public.client_requests', 'client_id');
call app.guard_tenant_table('public.client_request_entries', 'client_id');
call app.guard_tenant_table('public.client_request_files', 'client_id');

create trigger audit after insert or update on public.client_requests
  for each row execute function app.audit_row('request_id', 'changed_at');

grant select, insert, update on public.client_requests to muhasebi_app;
grant select, insert on public.client_request_entries, public.client_request_files to muhasebi_app;
