-- Closing months and years: warnings that a person took upon themself, and the vouchers that were proposed to close with.

-- A warning of the closing checks that somebody saw and let stand, with the reason. What was seen is kept: other figures
-- later ask again.
create table public.period_acknowledgements (
  tenant_id uuid not null,
  client_id uuid not null,
  period date not null,
  check_name text not null check (check_name in ('documents', 'cash-negative', 'odd-balance', 'kdv-open', 'year-open')),
  -- Count and sum of what was seen: "3 12500".
  seen text not null check (length(seen) between 1 and 100),
  reason text not null check (length(btrim(reason)) between 3 and 500),
  acknowledged_by uuid,
  acknowledged_at timestamptz not null default now(),
  primary key (tenant_id, client_id, period, check_name),
  foreign key (tenant_id, client_id, period) references public.periods
);
call app.guard_tenant_table('public.period_acknowledgements', 'client_id');
create trigger audit after insert or update or delete on public.period_acknowledgements
  for each row execute function app.audit_row('period,check_name');
grant select, insert, update, delete on public.period_acknowledgements to muhasebi_app;

-- What the accountant chose for the closing of a fiscal year.
create table public.year_ends (
  tenant_id uuid not null,
  client_id uuid not null,
  fiscal_year integer not null check (fiscal_year between 1994 and 2199),
  -- Where costs go, by their group: {"71": "152"}.
  targets jsonb not null default '{}' check (jsonb_typeof(targets) = 'object'),
  -- The provision of the year's tax (691); null: as computed from the rate.
  tax_kurus bigint check (tax_kurus >= 0),
  primary key (tenant_id, client_id, fiscal_year),
  foreign key (tenant_id, client_id) references public.clients
);
call app.guard_tenant_table('public.year_ends', 'client_id');
create trigger audit after insert or update or delete on public.year_ends
  for each row execute function app.audit_row('fiscal_year');
grant select, insert, update on public.year_ends to muhasebi_app;

-- Vouchers proposed to close a month (kdv) or a year; deleting the draft takes its row with it.
create table public.closing_vouchers (
  tenant_id uuid not null,
  client_id uuid not null,
  -- Last day of what is closed.
  ends_on date not null,
  step text not null
    check (step in ('kdv', 'yansitma', 'maliyet', 'sonuc', 'vergi', 'net-kar', 'kar-zarar', 'kapanis', 'acilis')),
  voucher_id uuid not null,
  -- Hash of the lines it was proposed with: others now mean that the books have changed since.
  basis text not null check (basis ~ '^[0-9a-f]{64}$'),
  -- The draft's version then: a later one was changed by a person.
  version integer not null,
  primary key (tenant_id, client_id, ends_on, step, voucher_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, voucher_id) references public.vouchers on delete cascade
);
create index closing_vouchers_by_voucher on public.closing_vouchers (tenant_id, voucher_id);
call app.guard_tenant_table('public.closing_vouchers', 'client_id');
grant select, insert on public.closing_vouchers to muhasebi_app;
grant update (basis, version) on public.closing_vouchers to muhasebi_app;
