-- Who of the office works on which client company, and the month's documents counted by client without reading rows.

create table public.client_assignments (
  tenant_id uuid not null,
  client_id uuid not null,
  user_id uuid not null,
  assigned_at timestamptz not null default now(),
  primary key (tenant_id, client_id, user_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, user_id) references public.memberships
);
create index client_assignments_by_user on public.client_assignments (tenant_id, user_id);
call app.guard_tenant_table('public.client_assignments', 'client_id');
create trigger audit after insert or delete on public.client_assignments
  for each row execute function app.audit_row('client_id,user_id');
grant select, insert, delete on public.client_assignments to muhasebi_app;

-- A document stands in the month of its own date; one that could not be read yet, in the month in which it came.
-- The indexes hold all that the overview counts; the second is the rule of documents_clean, by month.
create index documents_by_month on public.documents
  (tenant_id, issue_date, client_id, state, not_this_client) where issue_date is not null;
create index documents_clean_by_month on public.documents (tenant_id, issue_date, client_id)
  where state = 'READY' and voucher_id is not null and duplicate_of is null and not not_this_client
    and coalesce(worst_finding, 'info') = 'info';
create index documents_undated on public.documents
  (tenant_id, created_at, client_id, state) where issue_date is null and state <> 'UNPACKED';
-- The drafts of a month, and its posted vouchers.
create index vouchers_by_month on public.vouchers (tenant_id, voucher_date, client_id, status);
