-- Reports that the office gave to a client company: kept as they were on that day, whatever the books become.
create table public.published_reports (
  tenant_id uuid not null,
  report_id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('mizan')),
  from_date date not null,
  to_date date not null check (to_date >= from_date),
  -- The report as it was shown: the ledger's own answer.
  content jsonb not null,
  published_by uuid,
  published_at timestamptz not null default now(),
  -- Taken back: the client does not see it any more.
  withdrawn_at timestamptz,
  primary key (tenant_id, report_id),
  foreign key (tenant_id, client_id) references public.clients
);
create index published_reports_of_client on public.published_reports (tenant_id, client_id, report_id desc);
create trigger stays_as_published before update on public.published_reports
  for each row when ((to_jsonb(old) - 'withdrawn_at') is distinct from (to_jsonb(new) - 'withdrawn_at'))
  execute function app.refuse('a published report never changes');
call app.guard_tenant_table('public.published_reports', 'client_id');
create trigger audit after insert or update on public.published_reports
  for each row execute function app.audit_row('report_id', 'content');
grant select, insert, update (withdrawn_at) on public.published_reports to muhasebi_app;
