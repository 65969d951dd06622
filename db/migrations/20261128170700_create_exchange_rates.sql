-- Rates of exchange: TCMB's bulletins, the same for every office, and what an office entered of its own.

-- A day that TCMB was asked about: it published a bulletin, or none (a holiday). Of no office: public reference data.
create table public.exchange_rate_days (
  rate_date date primary key check (rate_date >= date '1994-01-01'),
  outcome text not null check (outcome in ('published', 'none')),
  -- "2026/217"; null on a day without a bulletin.
  bulletin_no text check (length(bulletin_no) <= 20),
  asked_at timestamptz not null default now(),
  check (outcome = 'published' or bulletin_no is null)
);

-- TRY for `unit` of the currency, as the bulletin of the day has it; null where it states none.
create table public.exchange_rates (
  rate_date date not null references public.exchange_rate_days,
  currency text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'TRY'),
  unit integer not null check (unit in (1, 10, 100, 1000)),
  forex_buying numeric(18, 8) check (forex_buying > 0),
  forex_selling numeric(18, 8) check (forex_selling > 0),
  banknote_buying numeric(18, 8) check (banknote_buying > 0),
  banknote_selling numeric(18, 8) check (banknote_selling > 0),
  primary key (rate_date, currency),
  check (coalesce(forex_buying, forex_selling, banknote_buying, banknote_selling) is not null)
);
create index exchange_rates_of_currency on public.exchange_rates (currency, rate_date desc);

-- What was published is published: rows come, and never change or go.
create trigger append_only before update or delete on public.exchange_rate_days
  for each row execute function app.refuse('exchange_rate_days is append-only');
create trigger append_only before update or delete on public.exchange_rates
  for each row execute function app.refuse('exchange_rates is append-only');
grant select, insert on public.exchange_rate_days, public.exchange_rates to muhasebi_app;

-- Rates that an office entered by hand or out of a bulletin's file; they go before TCMB's of the same day, in this office alone.
create table public.office_exchange_rates (
  tenant_id uuid not null,
  rate_date date not null check (rate_date >= date '1994-01-01'),
  currency text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'TRY'),
  unit integer not null check (unit in (1, 10, 100, 1000)),
  forex_buying numeric(18, 8) check (forex_buying > 0),
  forex_selling numeric(18, 8) check (forex_selling > 0),
  banknote_buying numeric(18, 8) check (banknote_buying > 0),
  banknote_selling numeric(18, 8) check (banknote_selling > 0),
  source text not null check (source in ('hand', 'file')),
  -- Why it was entered by hand; the name of the file where it came out of one.
  reason text not null check (length(btrim(reason)) between 3 and 300),
  changed_by uuid default app.user_id(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, rate_date, currency),
  check (coalesce(forex_buying, forex_selling, banknote_buying, banknote_selling) is not null)
);
create index office_exchange_rates_of_currency on public.office_exchange_rates (tenant_id, currency, rate_date desc);
call app.guard_tenant_table('public.office_exchange_rates');
create trigger audit after insert or update or delete on public.office_exchange_rates
  for each row execute function app.audit_row('rate_date,currency', 'changed_at');
grant select, insert, update, delete on public.office_exchange_rates to muhasebi_app;

-- Balances in foreign money are sums over the few lines that carry one.
create index voucher_lines_in_currency on public.voucher_lines
  (tenant_id, client_id, account_code, fx_currency, book_date) include (debit_kurus, credit_kurus, fx_amount)
  where fx_currency is not null;
