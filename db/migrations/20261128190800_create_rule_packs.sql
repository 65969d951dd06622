-- GİB's rule packs (XSDs and schematron) as installed data of the installation, and the official verdict on each document.

-- Of no office: what GİB publishes is everybody's. Of a version one is installed at a time; what was is kept as a line.
create table public.rule_packs (
  pack_id uuid primary key default uuidv7(),
  -- The newest entry of the pack's own History: the day it was made, YYYYMMDD.
  version text collate "C" not null check (version ~ '^\d{8}$'),
  -- The first day of the documents that it judges: the version's own day, or the one that the law names.
  valid_from date not null,
  -- Over the paths and contents of its files.
  sha256 text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  source_names text[] not null check (cardinality(source_names) between 1 and 20),
  asserts integer not null check (asserts > 0),
  rules integer not null check (rules > 0),
  xsd_roots text[] not null,
  code_lists integer not null check (code_lists >= 0),
  size_bytes bigint not null check (size_bytes > 0),
  state text not null default 'installed' check (state in ('installed', 'replaced', 'removed')),
  installed_at timestamptz not null default now(),
  -- Null: by the operator's command.
  installed_by uuid references public.users,
  ended_at timestamptz,
  ended_by uuid references public.users,
  check ((state = 'installed') = (ended_at is null))
);
create unique index rule_packs_installed on public.rule_packs (version) where state = 'installed';

-- Its files as they were in the zips, gzipped: in the database, so that every worker sees them and a backup holds them.
create table public.rule_pack_files (
  pack_id uuid not null references public.rule_packs,
  path text collate "C" not null check (length(path) between 1 and 500),
  content bytea not null,
  primary key (pack_id, path)
);
create trigger unchanged before update on public.rule_pack_files
  for each row execute function app.refuse('the files of a rule pack never change');

grant select, insert on public.rule_packs to muhasebi_app;
grant update (state, ended_at, ended_by) on public.rule_packs to muhasebi_app;
grant select, insert, delete on public.rule_pack_files to muhasebi_app;

-- What the official rules say of a document, by the pack that judged it last.
create table public.document_verdicts (
  tenant_id uuid not null,
  document_id uuid not null,
  client_id uuid not null,
  pack_id uuid not null references public.rule_packs,
  pack_version text collate "C" not null,
  -- False: judged by a pack that was not in force on the document's day (chosen by a person, or none older is there).
  in_force boolean not null,
  type text not null check (type in ('efatura', 'earchive')),
  xsd text not null check (xsd in ('valid', 'invalid', 'skipped')),
  only_signature_missing boolean not null,
  schematron text not null check (schematron in ('pass', 'fail', 'skipped')),
  -- [{line, message}] and [{rule, message, xpath, line}], the first of each; how many there are stands beside.
  xsd_faults jsonb not null default '[]',
  xsd_fault_count integer not null check (xsd_fault_count >= 0),
  faults jsonb not null default '[]',
  fault_count integer not null check (fault_count >= 0),
  -- [{rule, count}] of all faults, whatever was kept of them.
  failed_rules jsonb not null default '[]',
  -- Why it could not be judged, where it could not: a fault of ours, or more than is judged at once.
  trouble text check (trouble in ('fault', 'too-large')),
  judged_at timestamptz not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references public.documents,
  foreign key (tenant_id, client_id) references public.clients
);
call app.guard_tenant_table('public.document_verdicts', 'client_id');
grant select, insert, update, delete on public.document_verdicts to muhasebi_app;

-- What operators do to packs is noted beside what they do to jobs.
alter table public.operator_acts
  drop constraint operator_acts_act_check,
  add constraint operator_acts_act_check
    check (act in ('retry-job', 'cancel-job', 'remove-job', 'install-rule-pack', 'remove-rule-pack'));
