-- Templates of charts: what an office's clients have below the law's accounts, kept once and given to any of them.

create table public.chart_templates (
  tenant_id uuid not null references public.offices,
  template_id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 80 and name = btrim(name)),
  account_count integer not null check (account_count between 0 and 50000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, template_id)
);
create unique index chart_templates_named on public.chart_templates (tenant_id, app.fold(name));

-- Only what the law does not name; counterparties stay with their client.
create table public.chart_template_accounts (
  tenant_id uuid not null,
  template_id uuid not null,
  code text collate "C" not null check (code ~ '^[1-9][0-9]{0,2}(\.[0-9]{1,10})*$'),
  name text not null check (length(name) between 1 and 200),
  -- Takes no postings even while nothing lies below it.
  is_group boolean not null,
  primary key (tenant_id, template_id, code),
  foreign key (tenant_id, template_id) references public.chart_templates on delete cascade
);

call app.guard_tenant_table('public.chart_templates');
call app.guard_tenant_table('public.chart_template_accounts');
-- They are the office's: a client user sees none, whatever a query forgets.
create policy of_the_office on public.chart_templates as restrictive
  using ((select app.sees_all_clients())) with check ((select app.sees_all_clients()));
create policy of_the_office on public.chart_template_accounts as restrictive
  using ((select app.sees_all_clients())) with check ((select app.sees_all_clients()));

create trigger audit after insert or update or delete on public.chart_templates
  for each row execute function app.audit_row('template_id', 'version');

grant select, insert, update, delete on public.chart_templates to muhasebi_app;
grant select, insert, delete on public.chart_template_accounts to muhasebi_app;
