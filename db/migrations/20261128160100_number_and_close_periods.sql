-- Months are locked, with exceptions for a person and a time; numbered (yevmiye); and closed for good.

alter table public.periods
  -- When the yevmiye numbers of the month were given; null where they are not, or were taken back by a later posting.
  add column numbered_at timestamptz,
  add column closed_at timestamptz,
  add column closed_by uuid,
  -- Hash over the seal of the month before and every entry's yevmiye number and chain hash.
  add column seal bytea check (length(seal) = 32);

-- A locked month takes the postings of this person until then.
create table public.period_exceptions (
  tenant_id uuid not null,
  exception_id uuid not null default uuidv7(),
  client_id uuid not null,
  period date not null,
  user_id uuid not null,
  reason text not null check (length(btrim(reason)) between 3 and 500),
  granted_by uuid,
  granted_at timestamptz not null default now(),
  ends_at timestamptz not null,
  -- Ended early by a person.
  ended_at timestamptz,
  primary key (tenant_id, exception_id),
  foreign key (tenant_id, client_id, period) references public.periods,
  foreign key (tenant_id, user_id) references public.memberships,
  -- For a limited time: a month at most.
  check (ends_at > granted_at and ends_at <= granted_at + interval '31 days'),
  check (ended_at is null or ended_at >= granted_at)
);
create index period_exceptions_of_period on public.period_exceptions (tenant_id, client_id, period, user_id);
call app.guard_tenant_table('public.period_exceptions', 'client_id');
create trigger audit after insert or update or delete on public.period_exceptions
  for each row execute function app.audit_row('exception_id');
create trigger stays_as_granted before update on public.period_exceptions
  for each row when ((old.client_id, old.period, old.user_id, old.reason, old.granted_by, old.granted_at, old.ends_at)
    is distinct from (new.client_id, new.period, new.user_id, new.reason, new.granted_by, new.granted_at, new.ends_at)
    or old.ended_at is not null)
  execute function app.refuse('an exception is only ended, once');
grant select, insert on public.period_exceptions to muhasebi_app;
grant update (ended_at) on public.period_exceptions to muhasebi_app;

-- Yevmiye madde numarası: per client and fiscal year from 1, given when a month is numbered, final when it closes.
create table public.yevmiye_numbers (
  tenant_id uuid not null,
  client_id uuid not null,
  fiscal_year integer not null,
  yevmiye_no integer not null check (yevmiye_no > 0),
  period date not null,
  voucher_id uuid not null,
  primary key (tenant_id, client_id, fiscal_year, yevmiye_no),
  unique (tenant_id, voucher_id),
  foreign key (tenant_id, client_id, period) references public.periods,
  foreign key (tenant_id, voucher_id) references public.vouchers
);
create index yevmiye_numbers_of_period on public.yevmiye_numbers (tenant_id, client_id, period, yevmiye_no);
call app.guard_tenant_table('public.yevmiye_numbers', 'client_id');
create trigger never_changed before update on public.yevmiye_numbers
  for each row execute function app.refuse('a yevmiye number is given once');
create trigger not_truncated before truncate on public.yevmiye_numbers
  for each statement execute function app.refuse('yevmiye numbers are never truncated');
grant select on public.yevmiye_numbers to muhasebi_app;

-- The numbers of a closed month are final.
create function app.guard_yevmiye_number() returns trigger
language plpgsql set search_path = pg_catalog, public, app, pg_temp
as $$
begin
  if exists (select from public.periods p
    where p.tenant_id = old.tenant_id and p.client_id = old.client_id and p.period = old.period and p.status = 'closed')
    and not exists (select from public.offices o where o.tenant_id = old.tenant_id and o.files_removed_at is not null) then
    raise exception using errcode = 'MU033', message = 'a closed month never changes', detail = to_char(old.period, 'YYYY-MM');
  end if;
  return old;
end
$$;
create trigger final_when_closed before delete on public.yevmiye_numbers
  for each row execute function app.guard_yevmiye_number();

-- Numbers the entries of a month in the order of days (the açılış first and the kapanış last of theirs) and, within a
-- day, of posting. Earlier months of the fiscal year come first (MU030); numbers of later ones are taken back.
create function app.give_yevmiye_numbers(month public.periods) returns void
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
as $$
declare
  earlier date;
  last_no integer;
begin
  select date_trunc('month', min(v.voucher_date))::date into earlier from public.vouchers v
  where v.tenant_id = month.tenant_id and v.client_id = month.client_id and v.status = 'posted'
    and v.fiscal_year = month.fiscal_year and v.voucher_date < month.period
    and not exists (select from public.yevmiye_numbers y where y.tenant_id = v.tenant_id and y.voucher_id = v.voucher_id);
  if earlier is not null then
    raise exception using errcode = 'MU030', message = 'an earlier month is not numbered', detail = to_char(earlier, 'YYYY-MM');
  end if;
  update public.periods p set numbered_at = null
  where p.tenant_id = month.tenant_id and p.client_id = month.client_id and p.fiscal_year = month.fiscal_year
    and p.period > month.period and p.numbered_at is not null;
  delete from public.yevmiye_numbers y
  where y.tenant_id = month.tenant_id and y.client_id = month.client_id and y.period = month.period;
  select coalesce(max(y.yevmiye_no), 0) into last_no from public.yevmiye_numbers y
  where y.tenant_id = month.tenant_id and y.client_id = month.client_id and y.fiscal_year = month.fiscal_year;
  insert into public.yevmiye_numbers (tenant_id, client_id, fiscal_year, yevmiye_no, period, voucher_id)
  select v.tenant_id, v.client_id, v.fiscal_year,
    last_no + row_number() over (
      order by v.voucher_date, (case v.type when 'acilis' then 0 when 'kapanis' then 2 else 1 end), v.chain_no),
    month.period, v.voucher_id
  from public.vouchers v
  where v.tenant_id = month.tenant_id and v.client_id = month.client_id and v.status = 'posted'
    and v.voucher_date >= month.period and v.voucher_date < month.period + interval '1 month';
end
$$;

-- The seal of a month: the seal of the last closed month before it, and each entry's number and hash.
create function app.seal_of(month public.periods) returns bytea
language plpgsql stable set search_path = pg_catalog, public, app, pg_temp
as $$
begin
  return (select sha256(
    coalesce((select p.seal from public.periods p
      where p.tenant_id = month.tenant_id and p.client_id = month.client_id and p.period < month.period
      order by p.period desc limit 1), decode(repeat('00', 32), 'hex'))
    || coalesce(string_agg(int4send(y.yevmiye_no) || v.chain_hash, '' order by y.yevmiye_no), ''))
  from public.yevmiye_numbers y join public.vouchers v on v.tenant_id = y.tenant_id and v.voucher_id = y.voucher_id
  where y.tenant_id = month.tenant_id and y.client_id = month.client_id and y.period = month.period);
end
$$;

-- Setting numbered_at numbers the month, clearing it takes the numbers back. Closing is final, in order, and of numbered
-- entries only; the seal binds the numbers to the chain.
create function app.guard_period() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
as $$
declare
  earlier date;
  missing integer;
begin
  if (new.tenant_id, new.client_id, new.period) is distinct from (old.tenant_id, old.client_id, old.period) then
    raise exception using errcode = 'MU001', message = 'a month stays with its client';
  end if;
  if old.status = 'closed' then
    if (new.status, new.numbered_at, new.closed_at, new.closed_by, new.seal)
      is distinct from (old.status, old.numbered_at, old.closed_at, old.closed_by, old.seal) then
      raise exception using errcode = 'MU033', message = 'a closed month never changes', detail = to_char(old.period, 'YYYY-MM');
    end if;
    return new;
  end if;
  if new.numbered_at is distinct from old.numbered_at then
    if new.numbered_at is null then
      delete from public.yevmiye_numbers y
      where y.tenant_id = old.tenant_id and y.client_id = old.client_id and y.period = old.period;
    else
      perform app.give_yevmiye_numbers(new);
      new.numbered_at := now();
    end if;
  end if;
  new.closed_at := null;
  new.closed_by := null;
  new.seal := null;
  if new.status <> 'closed' then
    return new;
  end if;
  select min(p.period) into earlier from public.periods p
  where p.tenant_id = new.tenant_id and p.client_id = new.client_id and p.period < new.period and p.status <> 'closed';
  if earlier is not null then
    raise exception using errcode = 'MU031', message = 'an earlier month is not closed', detail = to_char(earlier, 'YYYY-MM');
  end if;
  select count(*) into missing from public.vouchers v
  where v.tenant_id = new.tenant_id and v.client_id = new.client_id and v.status = 'posted'
    and v.voucher_date >= new.period and v.voucher_date < new.period + interval '1 month'
    and not exists (select from public.yevmiye_numbers y where y.tenant_id = v.tenant_id and y.voucher_id = v.voucher_id);
  if missing > 0 then
    raise exception using errcode = 'MU032', message = 'entries of the month have no yevmiye number', detail = missing::text;
  end if;
  new.seal := app.seal_of(new);
  new.closed_at := now();
  new.closed_by := app.user_id();
  return new;
end
$$;
create trigger guard before update on public.periods
  for each row execute function app.guard_period();
create trigger born_open before insert on public.periods
  for each row when (new.status <> 'open' or new.seal is not null)
  execute function app.refuse('a month begins open');

-- Numbers a month of a client; answers how many entries have a number now. MU034 where the month is not opened.
create function app.number_period(client uuid, month date) returns integer
language plpgsql set search_path = pg_catalog, public, app, pg_temp
as $$
begin
  update public.periods p set numbered_at = now()
  where p.tenant_id = app.tenant_id() and p.client_id = client and p.period = month;
  if not found then
    raise exception using errcode = 'MU034', message = 'the month is not opened', detail = to_char(month, 'YYYY-MM');
  end if;
  return (select count(*) from public.yevmiye_numbers y
    where y.tenant_id = app.tenant_id() and y.client_id = client and y.period = month);
end
$$;

revoke all on function app.guard_yevmiye_number() from public;
revoke all on function app.give_yevmiye_numbers(public.periods) from public;
revoke all on function app.seal_of(public.periods) from public;
revoke all on function app.guard_period() from public;
revoke all on function app.number_period(uuid, date) from public;
grant execute on function app.number_period(uuid, date) to muhasebi_app;
