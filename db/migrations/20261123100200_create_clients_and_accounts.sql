-- Client companies (mükellef), the charts of accounts they keep, and the months of their books.

create table public.clients (
  tenant_id uuid not null references public.offices,
  client_id uuid not null default uuidv7(),
  title text not null check (length(title) between 2 and 200),
  tax_id text not null check (tax_id ~ '^[0-9]{10,11}$'),
  tax_id_scheme text not null generated always as (case length(tax_id) when 10 then 'VKN' else 'TCKN' end) stored,
  tax_office text,
  nace_code text,
  fiscal_year_start_month smallint not null default 1 check (fiscal_year_start_month between 1 and 12),
  purchase_default text not null default 'expense' check (purchase_default in ('merchandise', 'expense')),
  version integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, client_id),
  unique (tenant_id, tax_id)
);
create index clients_by_title on public.clients (tenant_id, app.fold(title));

-- The client companies that a client user may see.
create table public.membership_clients (
  tenant_id uuid not null,
  user_id uuid not null,
  client_id uuid not null,
  primary key (tenant_id, user_id, client_id),
  foreign key (tenant_id, user_id) references public.memberships,
  foreign key (tenant_id, client_id) references public.clients
);

create table public.accounts (
  tenant_id uuid not null,
  client_id uuid not null,
  code text collate "C" not null check (code ~ '^[1-9][0-9]{0,2}(\.[0-9]{1,10})*$'),
  name text not null check (length(name) between 1 and 200),
  parent_code text collate "C",
  -- Only leaf accounts take postings; opening a sub-account ends this, which an account with lines refuses.
  is_leaf boolean not null,
  normal_side text not null check (normal_side in ('borc', 'alacak')),
  status text not null default 'open' check (status in ('proposed', 'open', 'closed')),
  counterparty_tax_id text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, client_id, code),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, client_id, parent_code) references public.accounts
);
-- One sub-account a counterparty below one parent, so that two proposals at once agree on it.
create unique index accounts_by_counterparty on public.accounts (tenant_id, client_id, parent_code, counterparty_tax_id)
  where counterparty_tax_id is not null;
-- The parent before the client, so that no look-up by code mistakes it for the key while statistics are missing.
create index accounts_by_parent on public.accounts (tenant_id, parent_code, client_id);

create table public.periods (
  tenant_id uuid not null,
  client_id uuid not null,
  -- First day of the month.
  period date not null check (extract(day from period) = 1),
  fiscal_year integer not null,
  status text not null default 'open' check (status in ('open', 'locked', 'closed')),
  primary key (tenant_id, client_id, period),
  foreign key (tenant_id, client_id) references public.clients
);

-- What an accountant changed in a proposal, kept for the next one of the same counterparty.
create table public.posting_preferences (
  tenant_id uuid not null,
  client_id uuid not null,
  counterparty_tax_id text not null,
  -- The role of a proposed line, e.g. "alis.matrah.2000".
  role text not null,
  account_code text collate "C" not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, client_id, counterparty_tax_id, role),
  foreign key (tenant_id, client_id, account_code) references public.accounts
);

call app.guard_tenant_table('public.clients', 'client_id');
call app.guard_tenant_table('public.membership_clients');
call app.guard_tenant_table('public.accounts', 'client_id');
call app.guard_tenant_table('public.periods', 'client_id');
call app.guard_tenant_table('public.posting_preferences', 'client_id');

create policy own_scope on public.membership_clients for select
  using (user_id = (select app.user_id()));

create trigger audit after insert or update or delete on public.clients
  for each row execute function app.audit_row('client_id');
create trigger audit after insert or delete on public.membership_clients
  for each row execute function app.audit_row('user_id,client_id');
create trigger audit after update or delete on public.accounts
  for each row execute function app.audit_row('code');
-- The starting chart comes with its client; only accounts opened by a person are a change to tell.
create trigger audit_opened after insert on public.accounts
  for each row when (new.parent_code is not null and current_setting('app.seeding', true) is distinct from 'on')
  execute function app.audit_row('code');
create trigger audit after insert or update or delete on public.periods
  for each row when (current_setting('app.seeding', true) is distinct from 'on')
  execute function app.audit_row('period');
create trigger audit after insert or update or delete on public.posting_preferences
  for each row execute function app.audit_row('counterparty_tax_id,role');

grant select, insert, update on public.clients, public.accounts, public.periods to muhasebi_app;
grant select, insert, delete on public.membership_clients to muhasebi_app;
grant select, insert, update, delete on public.posting_preferences to muhasebi_app;
grant delete on public.accounts to muhasebi_app;
