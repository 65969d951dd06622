-- Vouchers (fiş) and their lines. A posted voucher is balanced, stands on open leaf accounts in an open period,
-- has its number, and never changes: the database itself refuses everything else.

create table public.vouchers (
  tenant_id uuid not null,
  voucher_id uuid not null default uuidv7(),
  client_id uuid not null,
  type text not null check (type in ('acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis')),
  status text not null default 'draft' check (status in ('draft', 'posted')),
  voucher_date date not null check (voucher_date between date '1994-01-01' and date '2199-12-31'),
  fiscal_year integer,
  -- Gap-free per client, fiscal year and type; given by the database at posting.
  fis_no integer check (fis_no > 0),
  description text not null default '' check (length(description) <= 250),
  document_id uuid,
  reversal_of uuid,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  posted_by uuid,
  posted_at timestamptz,
  primary key (tenant_id, voucher_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, document_id) references public.documents,
  foreign key (tenant_id, reversal_of) references public.vouchers,
  unique (tenant_id, reversal_of),
  check ((status = 'posted') = (fis_no is not null)),
  check ((status = 'posted') = (posted_at is not null)),
  check (status = 'draft' or fiscal_year is not null)
);
create unique index vouchers_numbered on public.vouchers (tenant_id, client_id, fiscal_year, type, fis_no)
  where fis_no is not null;
-- A document has one voucher at a time; reversals carry the document too, for the trace.
create unique index vouchers_of_document on public.vouchers (tenant_id, document_id)
  where document_id is not null and reversal_of is null and status = 'draft';
create index vouchers_by_document on public.vouchers (tenant_id, document_id) where document_id is not null;
create index vouchers_by_date on public.vouchers (tenant_id, client_id, voucher_date, voucher_id);
create index vouchers_drafts on public.vouchers (tenant_id, client_id, voucher_date, voucher_id) where status = 'draft';

alter table public.documents
  add foreign key (tenant_id, voucher_id) references public.vouchers deferrable initially deferred;

create table public.voucher_lines (
  tenant_id uuid not null,
  voucher_id uuid not null,
  line_no integer not null check (line_no > 0),
  client_id uuid not null,
  account_code text collate "C" not null,
  debit_kurus bigint not null check (debit_kurus >= 0),
  credit_kurus bigint not null check (credit_kurus >= 0),
  description text not null default '' check (length(description) <= 250),
  fx_currency text check (fx_currency ~ '^[A-Z]{3}$'),
  fx_amount numeric(24, 8),
  fx_rate numeric(24, 8) check (fx_rate > 0),
  -- Why this line is proposed: {role, text, textEn, places}; null on lines entered by hand.
  reason jsonb,
  -- The day under which the line stands in the books: its voucher's date, written by posting alone; null on drafts.
  book_date date,
  primary key (tenant_id, voucher_id, line_no),
  foreign key (tenant_id, voucher_id) references public.vouchers on delete cascade,
  foreign key (tenant_id, client_id, account_code) references public.accounts,
  -- One side a line.
  check ((debit_kurus > 0) <> (credit_kurus > 0)),
  check ((fx_currency is null) = (fx_amount is null) and (fx_currency is null) = (fx_rate is null))
);
-- The books by account and day: mizan and account pages read this index alone.
create index voucher_lines_by_account on public.voucher_lines
  (tenant_id, client_id, account_code, book_date, voucher_id, line_no) include (debit_kurus, credit_kurus);

-- Last number given, per client, fiscal year and type. Only the posting trigger writes it.
create table public.voucher_numbers (
  tenant_id uuid not null,
  client_id uuid not null,
  fiscal_year integer not null,
  type text not null,
  last_no integer not null,
  primary key (tenant_id, client_id, fiscal_year, type),
  foreign key (tenant_id, client_id) references public.clients
);

-- Drafts only come in by insert: posting is a change of a draft, so that its checks always run.
create trigger born_as_draft before insert on public.vouchers
  for each row when (new.status <> 'draft')
  execute function app.refuse('a voucher is posted from a draft');
create trigger posted_is_final before update or delete on public.vouchers
  for each row when (old.status = 'posted')
  execute function app.refuse('a posted voucher never changes');
create trigger not_truncated before truncate on public.vouchers
  for each statement execute function app.refuse('vouchers are never truncated');
create trigger not_truncated before truncate on public.voucher_lines
  for each statement execute function app.refuse('voucher lines are never truncated');

-- A line belongs to a draft of the same client. The draft is locked, so that it cannot be posted meanwhile.
create function app.guard_voucher_line() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
declare
  voucher record;
begin
  if tg_op <> 'INSERT' then
    select status, client_id into voucher from public.vouchers v
    where v.tenant_id = old.tenant_id and v.voucher_id = old.voucher_id for share;
    if found and voucher.status = 'posted' then
      raise exception using errcode = 'MU001', message = 'a posted voucher never changes', table = 'voucher_lines';
    end if;
  end if;
  if tg_op <> 'DELETE' then
    select status, client_id into voucher from public.vouchers v
    where v.tenant_id = new.tenant_id and v.voucher_id = new.voucher_id for share;
    if not found or voucher.status = 'posted' then
      raise exception using errcode = 'MU001', message = 'a posted voucher never changes', table = 'voucher_lines';
    end if;
    if voucher.client_id <> new.client_id then
      raise exception using errcode = 'MU002', message = 'a line belongs to the client of its voucher', table = 'voucher_lines';
    end if;
    return new;
  end if;
  return old;
end
$$;
create trigger guard before insert or delete on public.voucher_lines
  for each row execute function app.guard_voucher_line();
-- Posting alone writes book_date; the application has no right to that column.
create trigger guard_update before update on public.voucher_lines
  for each row when (old.book_date is not null or new.book_date is null)
  execute function app.guard_voucher_line();

-- The fiscal year of a date is named for the calendar year in which it starts (özel hesap dönemi starts in another month).
create function app.fiscal_year(day date, start_month integer) returns integer
language sql immutable parallel safe
as $$ select extract(year from day)::int - case when extract(month from day) < start_month then 1 else 0 end $$;

-- Posting: every check of the law that needs more than one row, then the number.
create function app.post_voucher() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app
as $$
declare
  totals record;
  used record;
  account record;
  month_status text;
  start_month integer;
begin
  select count(*) as lines, coalesce(sum(debit_kurus), 0) as debit, coalesce(sum(credit_kurus), 0) as credit
  into totals from public.voucher_lines l
  where l.tenant_id = new.tenant_id and l.voucher_id = new.voucher_id;
  if totals.lines < 2 then
    raise exception using errcode = 'MU010', message = 'a voucher has at least two lines', detail = totals.lines::text;
  end if;
  if totals.debit <> totals.credit then
    raise exception using errcode = 'MU011', message = 'a voucher balances to the kuruş',
      detail = format('%s %s', totals.debit, totals.credit);
  end if;
  -- Locked, so that no sub-account is opened below one of them until this voucher stands. One by one, so that each
  -- is found by its key whatever the planner knows of the table.
  for used in
    select distinct l.account_code as code from public.voucher_lines l
    where l.tenant_id = new.tenant_id and l.voucher_id = new.voucher_id order by 1
  loop
    select a.is_leaf, a.status into account from public.accounts a
    where a.tenant_id = new.tenant_id and a.client_id = new.client_id and a.code = used.code for share;
    if not account.is_leaf then
      raise exception using errcode = 'MU012', message = 'only leaf accounts take postings', detail = used.code;
    end if;
    if account.status = 'closed' then
      raise exception using errcode = 'MU013', message = 'closed accounts take no postings', detail = used.code;
    end if;
    -- What was opened by a proposal is opened for good by its first posting.
    if account.status = 'proposed' then
      update public.accounts a set status = 'open'
      where a.tenant_id = new.tenant_id and a.client_id = new.client_id and a.code = used.code;
    end if;
  end loop;
  select p.status into month_status from public.periods p
  where p.tenant_id = new.tenant_id and p.client_id = new.client_id
    and p.period = date_trunc('month', new.voucher_date)::date for share;
  if month_status is distinct from 'open' then
    raise exception using errcode = 'MU014', message = 'the period is not open',
      detail = format('%s %s', to_char(new.voucher_date, 'YYYY-MM'), coalesce(month_status, 'none'));
  end if;
  select c.fiscal_year_start_month into start_month from public.clients c
  where c.tenant_id = new.tenant_id and c.client_id = new.client_id;
  new.fiscal_year := app.fiscal_year(new.voucher_date, start_month);
  insert into public.voucher_numbers as n (tenant_id, client_id, fiscal_year, type, last_no)
  values (new.tenant_id, new.client_id, new.fiscal_year, new.type, 1)
  on conflict (tenant_id, client_id, fiscal_year, type) do update set last_no = n.last_no + 1
  returning n.last_no into new.fis_no;
  if new.reversal_of is not null and not exists (
    select from public.vouchers o
    where o.tenant_id = new.tenant_id and o.voucher_id = new.reversal_of and o.client_id = new.client_id
      and o.status = 'posted' and o.reversal_of is null) then
    raise exception using errcode = 'MU016', message = 'a reversal names a posted voucher of the same client';
  end if;
  update public.voucher_lines l set book_date = new.voucher_date
  where l.tenant_id = new.tenant_id and l.voucher_id = new.voucher_id;
  new.posted_at := now();
  new.posted_by := app.user_id();
  return new;
end
$$;
create trigger post before update on public.vouchers
  for each row when (old.status = 'draft' and new.status = 'posted')
  execute function app.post_voucher();

-- Posts drafts of one client in the order given, each for itself: a refusal takes back its voucher only, number
-- included. Answers MU001 where a voucher is no draft (any more).
create function app.post_drafts(client uuid, ids uuid[])
returns table (posted_id uuid, given_no integer, refusal text, refusal_detail text)
language plpgsql set search_path = pg_catalog, public, app
as $$
declare
  draft record;
begin
  foreach posted_id in array ids loop
    begin
      given_no := null;
      refusal := null;
      refusal_detail := null;
      select v.status, v.client_id into draft from public.vouchers v
      where v.tenant_id = app.tenant_id() and v.voucher_id = posted_id for update;
      if not found or draft.status <> 'draft' or draft.client_id <> client then
        refusal := 'MU001';
      else
        update public.vouchers v set status = 'posted', version = v.version + 1
        where v.tenant_id = app.tenant_id() and v.voucher_id = posted_id
        returning v.fis_no into given_no;
      end if;
    exception
      when sqlstate 'MU010' or sqlstate 'MU011' or sqlstate 'MU012' or sqlstate 'MU013' or sqlstate 'MU014'
        or sqlstate 'MU016' then
        get stacked diagnostics refusal = returned_sqlstate, refusal_detail = pg_exception_detail;
    end;
    return next;
  end loop;
end
$$;

-- A draft stays the client's it was opened for.
create trigger keeps_its_client before update on public.vouchers
  for each row when (old.client_id is distinct from new.client_id or old.tenant_id is distinct from new.tenant_id)
  execute function app.refuse('a voucher stays with its client');
-- Numbers come from posting alone.
create trigger numbered_by_posting before update on public.vouchers
  for each row when (new.status = 'draft' and new.fis_no is not null)
  execute function app.refuse('fiş numbers are given by posting');

-- Opening a sub-account makes its parent a group, which an account with lines refuses.
create function app.guard_account_parent() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  if new.parent_code is null then
    return new;
  end if;
  -- The parent is locked first, so that a posting under way is waited for and then seen.
  update public.accounts a set is_leaf = false
  where a.tenant_id = new.tenant_id and a.client_id = new.client_id and a.code = new.parent_code and a.is_leaf;
  if found and exists (
    select from public.voucher_lines l
    where l.tenant_id = new.tenant_id and l.client_id = new.client_id and l.account_code = new.parent_code) then
    raise exception using errcode = 'MU015', message = 'an account with lines takes no sub-account', detail = new.parent_code;
  end if;
  return new;
end
$$;
create trigger guard_parent before insert on public.accounts
  for each row execute function app.guard_account_parent();

-- An account that lines stand on keeps its code and place; a group does not become a leaf again while it has children.
create function app.guard_account_change() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  if (new.code, new.client_id, new.tenant_id, new.parent_code) is distinct from (old.code, old.client_id, old.tenant_id, old.parent_code) then
    raise exception using errcode = 'MU001', message = 'an account keeps its code and its place';
  end if;
  if new.is_leaf and not old.is_leaf and exists (
    select from public.accounts a
    where a.tenant_id = new.tenant_id and a.client_id = new.client_id and a.parent_code = new.code) then
    raise exception using errcode = 'MU001', message = 'an account with sub-accounts is no leaf';
  end if;
  return new;
end
$$;
create trigger guard_change before update on public.accounts
  for each row execute function app.guard_account_change();

call app.guard_tenant_table('public.vouchers', 'client_id');
call app.guard_tenant_table('public.voucher_lines', 'client_id');
call app.guard_tenant_table('public.voucher_numbers', 'client_id');

create trigger audit after insert or update or delete on public.vouchers
  for each row execute function app.audit_row('voucher_id');
-- A person's changes of lines are told line by line; a proposal's lines stand in the voucher itself.
create trigger audit after insert or delete
  or update of line_no, account_code, debit_kurus, credit_kurus, description, fx_currency, fx_amount, fx_rate, reason
  on public.voucher_lines
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('voucher_id,line_no');

grant select, insert, update, delete on public.vouchers to muhasebi_app;
grant select, delete on public.voucher_lines to muhasebi_app;
grant insert (tenant_id, voucher_id, line_no, client_id, account_code, debit_kurus, credit_kurus, description,
              fx_currency, fx_amount, fx_rate, reason),
      update (line_no, account_code, debit_kurus, credit_kurus, description, fx_currency, fx_amount, fx_rate, reason)
  on public.voucher_lines to muhasebi_app;
grant select on public.voucher_numbers to muhasebi_app;
