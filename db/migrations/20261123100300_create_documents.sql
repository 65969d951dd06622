-- Documents: what came in, stored once by content, its state, and what was read from it.

create table public.stored_files (
  tenant_id uuid not null references public.offices,
  sha256 text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes >= 0),
  created_at timestamptz not null default now(),
  primary key (tenant_id, sha256)
);

create table public.documents (
  tenant_id uuid not null,
  document_id uuid not null default uuidv7(),
  client_id uuid not null,
  state text not null default 'PENDING'
    check (state in ('PENDING', 'PROCESSING', 'READY', 'POSTED', 'REJECTED', 'FAILED', 'UNPACKED')),
  kind text not null default 'unknown' check (kind in ('unknown', 'invoice', 'other', 'archive')),
  -- Null only for a member that could not be taken out of its archive: there is nothing to store.
  sha256 text collate "C",
  size_bytes bigint not null,
  file_name text not null check (length(file_name) between 1 and 500),
  entry_path text,
  container_id uuid,
  -- Zip in zip: how deep this document lies.
  depth smallint not null default 0 check (depth between 0 and 5),
  upload_id uuid not null,
  root text,
  profile text,
  type text,
  document_no text,
  ettn text,
  issue_date date,
  direction text check (direction in ('alis', 'satis')),
  counterparty_tax_id text,
  counterparty_name text,
  currency text,
  payable numeric(20, 2),
  -- The invoice as read (accounting's Invoice), and the findings on it.
  invoice jsonb,
  findings jsonb not null default '[]',
  worst_finding text check (worst_finding in ('error', 'warning', 'info')),
  not_this_client boolean not null default false,
  duplicate_of uuid,
  voucher_id uuid,
  -- Why it could not be read: {code, message, messageEn, next, nextEn}.
  failure jsonb,
  reject_reason text,
  reader_version integer,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files,
  foreign key (tenant_id, container_id) references public.documents,
  foreign key (tenant_id, duplicate_of) references public.documents,
  check ((state = 'FAILED') = (failure is not null)),
  check ((state = 'REJECTED') = (reject_reason is not null)),
  check (state <> 'POSTED' or voucher_id is not null),
  check (sha256 is not null or (container_id is not null and state in ('FAILED', 'REJECTED')))
);
-- The same content is one document of a client.
create unique index documents_by_content on public.documents (tenant_id, client_id, sha256);
-- One ETTN is one invoice of a client; another file with it is a stated duplicate. Answers and despatch notes, and what
-- waits in the tray, hold none.
create unique index documents_by_ettn on public.documents (tenant_id, client_id, ettn)
  where ettn is not null and duplicate_of is null and direction is not null;
create index documents_by_state on public.documents (tenant_id, client_id, state, document_id desc);
create index documents_newest on public.documents (tenant_id, client_id, document_id desc);
create index documents_by_container on public.documents (tenant_id, container_id, state) where container_id is not null;
create index documents_by_voucher on public.documents (tenant_id, voucher_id) where voucher_id is not null;
-- A member without content is told once, however often its archive is unpacked.
create unique index documents_by_entry on public.documents (tenant_id, container_id, entry_path) where sha256 is null;
create index documents_by_original on public.documents (tenant_id, duplicate_of) where duplicate_of is not null;
-- What may be approved unseen: the rule of the contract's "clean".
create index documents_clean on public.documents (tenant_id, client_id, document_id desc)
  where state = 'READY' and voucher_id is not null and duplicate_of is null and not not_this_client
    and coalesce(worst_finding, 'info') = 'info';
create index documents_unfinished on public.documents (tenant_id, document_id) where state in ('PENDING', 'PROCESSING');
create index documents_waiting on public.documents (tenant_id, client_id)
  where not_this_client and state = 'READY';

-- The recovery job walks every office, one after another; each is then read under its own context.
create policy offices_of_recovery on public.offices for select
  using ((select current_setting('app.every_office', true)) = 'on');

call app.guard_tenant_table('public.stored_files');
call app.guard_tenant_table('public.documents', 'client_id');

-- What a person does to a document is told; what the reader derives from the file is in the row itself.
create trigger audit after insert or update or delete on public.documents
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('document_id', 'invoice,findings');

grant select, insert on public.stored_files to muhasebi_app;
grant select, insert, update on public.documents to muhasebi_app;
