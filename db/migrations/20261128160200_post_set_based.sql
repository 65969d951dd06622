-- Posting judges all vouchers of a statement at once, keeps balances, and chains each voucher to the one before it.

alter table public.vouchers
  -- Place in the chain of the client's fiscal year, from 1 in the order of posting; given by posting alone.
  add column chain_no integer check (chain_no > 0),
  add column chain_hash bytea check (length(chain_hash) = 32);

-- What keeps these vouchers of one client from standing in the books, at most one fault a voucher. Accounts and months
-- are locked first, in one order for all, so that none of them changes before the posting stands. Each is found by its
-- key whatever the planner knows of the tables.
create function app.posting_faults(office uuid, client uuid, ids uuid[])
returns table (voucher_id uuid, refusal text, detail text)
language plpgsql set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  used record;
  ledger_time timestamptz;
begin
  for used in
    select distinct l.account_code as code from public.voucher_lines l
    where l.tenant_id = office and l.voucher_id = any (ids) order by 1
  loop
    perform from public.accounts a where a.tenant_id = office and a.client_id = client and a.code = used.code for share;
  end loop;
  for used in
    select distinct date_trunc('month', v.voucher_date)::date as month from public.vouchers v
    where v.tenant_id = office and v.voucher_id = any (ids) order by 1
  loop
    perform from public.periods p where p.tenant_id = office and p.client_id = client and p.period = used.month for share;
  end loop;
  -- A clock that is set back makes no exception longer.
  select greatest(now(), max(c.last_at)) into ledger_time from public.ledger_chains c
  where c.tenant_id = office and c.client_id = client;
  return query
    with judged as (
      select v.voucher_id as id,
        case
          when coalesce(l.lines, 0) < 2 then array['MU010', coalesce(l.lines, 0)::text]
          when l.debit <> l.credit then array['MU011', format('%s %s', l.debit, l.credit)]
          when l.parted is not null then array['MU012', l.parted]
          when l.shut is not null then array['MU013', l.shut]
          when p.status is distinct from 'open' and not (p.status = 'locked' and exists (
            select from public.period_exceptions e
            where e.tenant_id = office and e.client_id = client and e.period = p.period
              and e.user_id = app.user_id() and e.ended_at is null and e.ends_at > ledger_time))
            then array['MU014', format('%s %s', to_char(v.voucher_date, 'YYYY-MM'), coalesce(p.status, 'none'))]
          when v.reversal_of is not null and not exists (
            select from public.vouchers o
            where o.tenant_id = office and o.voucher_id = v.reversal_of and o.client_id = client
              and o.status = 'posted' and o.reversal_of is null)
            then array['MU016', null]
        end as fault
      from public.vouchers v
      left join lateral (
        select count(*) as lines, sum(l.debit_kurus) as debit, sum(l.credit_kurus) as credit,
          min(l.account_code) filter (where not a.is_leaf) as parted,
          min(l.account_code) filter (where a.status = 'closed') as shut
        from public.voucher_lines l
        join public.accounts a on a.tenant_id = office and a.client_id = client and a.code = l.account_code
        where l.tenant_id = office and l.voucher_id = v.voucher_id) l on true
      left join public.periods p on p.tenant_id = office and p.client_id = client
        and p.period = date_trunc('month', v.voucher_date)::date
      where v.tenant_id = office and v.voucher_id = any (ids))
    select j.id, j.fault[1], j.fault[2] from judged j where j.fault is not null;
end
$$;

-- Gives a voucher its numbers, its time, which never goes back, and its hash. The end of the chain is held by its lock;
-- the last voucher itself says where it stands, earlier rows of the same statement included. The end is written once,
-- after the statement: a row that is written a thousand times in a transaction is slow to find.
create or replace function app.post_voucher() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
declare
  start_month integer;
  last_entry record;
begin
  select c.fiscal_year_start_month into start_month from public.clients c
  where c.tenant_id = new.tenant_id and c.client_id = new.client_id;
  new.fiscal_year := app.fiscal_year(new.voucher_date, start_month);
  perform from public.ledger_chains c
  where c.tenant_id = new.tenant_id and c.client_id = new.client_id and c.fiscal_year = new.fiscal_year for update;
  if not found then
    insert into public.ledger_chains (tenant_id, client_id, fiscal_year, last_no, last_at, last_hash)
    values (new.tenant_id, new.client_id, new.fiscal_year, 0, '-infinity', decode(repeat('00', 32), 'hex'))
    on conflict (tenant_id, client_id, fiscal_year) do update set last_no = ledger_chains.last_no;
  end if;
  select coalesce(max(v.fis_no), 0) + 1 into new.fis_no from public.vouchers v
  where v.tenant_id = new.tenant_id and v.client_id = new.client_id and v.fiscal_year = new.fiscal_year
    and v.type = new.type and v.fis_no is not null;
  select v.chain_no, v.chain_hash, v.posted_at into last_entry from public.vouchers v
  where v.tenant_id = new.tenant_id and v.client_id = new.client_id and v.fiscal_year = new.fiscal_year
    and v.chain_no is not null
  order by v.chain_no desc limit 1;
  new.posted_by := app.user_id();
  new.chain_no := coalesce(last_entry.chain_no, 0) + 1;
  new.posted_at := greatest(now(), last_entry.posted_at);
  new.chain_hash := app.chain_hash(coalesce(last_entry.chain_hash, decode(repeat('00', 32), 'hex')), new.chain_no,
    new.posted_at, app.canonical_entry(new));
  return new;
end
$$;

-- Judges what a statement posted, whoever sent it, and writes it into the books: the day of its lines, the sums of its
-- accounts, and accounts that a proposal opened. Numbers (yevmiye) of the months it falls into are taken back.
create function app.settle_posting() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  part record;
  fault record;
begin
  -- What is posted already is never updated: a posted row of the statement was a draft before it.
  for part in
    select a.tenant_id, a.client_id, array_agg(a.voucher_id) as ids
    from now_stands a where a.status = 'posted' group by 1, 2 order by 1, 2
  loop
    select f.refusal, f.detail into fault from app.posting_faults(part.tenant_id, part.client_id, part.ids) f
    order by f.voucher_id limit 1;
    if found then
      raise exception using errcode = fault.refusal, detail = coalesce(fault.detail, ''),
        message = case fault.refusal
          when 'MU010' then 'a voucher has at least two lines'
          when 'MU011' then 'a voucher balances to the kuruş'
          when 'MU012' then 'only leaf accounts take postings'
          when 'MU013' then 'closed accounts take no postings'
          when 'MU014' then 'the period is not open'
          else 'a reversal names a posted voucher of the same client' end;
    end if;
    update public.ledger_chains c set last_no = e.chain_no, last_hash = e.chain_hash, last_at = e.posted_at
    from (
      select distinct on (a.fiscal_year) a.fiscal_year, a.chain_no, a.chain_hash, a.posted_at from now_stands a
      where a.tenant_id = part.tenant_id and a.client_id = part.client_id and a.status = 'posted'
      order by a.fiscal_year, a.chain_no desc) e
    where c.tenant_id = part.tenant_id and c.client_id = part.client_id and c.fiscal_year = e.fiscal_year;
    insert into public.voucher_numbers (tenant_id, client_id, fiscal_year, type, last_no)
    select part.tenant_id, part.client_id, a.fiscal_year, a.type, max(a.fis_no) from now_stands a
    where a.tenant_id = part.tenant_id and a.client_id = part.client_id and a.status = 'posted' group by 3, 4 order by 3, 4
    on conflict (tenant_id, client_id, fiscal_year, type) do update set last_no = excluded.last_no;
    update public.voucher_lines l set book_date = (
      select v.voucher_date from public.vouchers v where v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id)
    where l.tenant_id = part.tenant_id and l.voucher_id = any (part.ids);
    insert into public.account_balances as b
      (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
    select part.tenant_id, part.client_id, l.account_code, date_trunc('month', l.book_date)::date,
      app.entry_kind(v.type), sum(l.debit_kurus), sum(l.credit_kurus), count(*)
    from public.voucher_lines l
    cross join lateral (
      select o.type from public.vouchers o where o.tenant_id = l.tenant_id and o.voucher_id = l.voucher_id limit 1) v
    where l.tenant_id = part.tenant_id and l.voucher_id = any (part.ids)
    group by 3, 4, 5 order by 3, 4, 5
    on conflict (tenant_id, client_id, account_code, period, entry_kind) do update set
      debit_kurus = b.debit_kurus + excluded.debit_kurus,
      credit_kurus = b.credit_kurus + excluded.credit_kurus,
      line_count = b.line_count + excluded.line_count;
    -- What was opened by a proposal is opened for good by its first posting.
    update public.accounts a set status = 'open'
    where a.tenant_id = part.tenant_id and a.client_id = part.client_id and a.status = 'proposed'
      and a.code = any (array(select distinct l.account_code from public.voucher_lines l
        where l.tenant_id = part.tenant_id and l.voucher_id = any (part.ids)));
    update public.periods p set numbered_at = null
    where p.tenant_id = part.tenant_id and p.client_id = part.client_id and p.numbered_at is not null
      and p.status <> 'closed' and exists (
        select from public.vouchers v
        where v.tenant_id = part.tenant_id and v.voucher_id = any (part.ids) and v.fiscal_year = p.fiscal_year
          and v.voucher_date < p.period + interval '1 month');
  end loop;
  return null;
end
$$;
create trigger settle after update on public.vouchers
  referencing new table as now_stands
  for each statement execute function app.settle_posting();

-- Lines are added to a draft of the same client, which is locked, so that it cannot be posted meanwhile: asked once for
-- all lines of a statement.
create function app.guard_added_lines() returns trigger
language plpgsql set search_path = pg_catalog, public, app, pg_temp
as $$
declare
  part record;
  voucher record;
begin
  for part in select distinct a.tenant_id, a.voucher_id, a.client_id from added a order by 1, 2, 3 loop
    select v.status, v.client_id into voucher from public.vouchers v
    where v.tenant_id = part.tenant_id and v.voucher_id = part.voucher_id for share;
    if not found or voucher.status = 'posted' then
      raise exception using errcode = 'MU001', message = 'a posted voucher never changes', table = 'voucher_lines';
    end if;
    if voucher.client_id <> part.client_id then
      raise exception using errcode = 'MU002', message = 'a line belongs to the client of its voucher', table = 'voucher_lines';
    end if;
  end loop;
  return null;
end
$$;
create trigger guard_added after insert on public.voucher_lines
  referencing new table as added for each statement execute function app.guard_added_lines();
create or replace trigger guard before delete on public.voucher_lines
  for each row execute function app.guard_voucher_line();

-- Vouchers that are entered and posted in one act are told once, as they were posted: their lines stand in the books.
create or replace trigger audit after update or delete on public.vouchers
  for each row execute function app.audit_row('voucher_id');
create trigger audit_opened after insert on public.vouchers
  for each row when (current_setting('app.entering', true) is distinct from 'on')
  execute function app.audit_row('voucher_id');
create or replace trigger audit after delete
  or update of line_no, account_code, debit_kurus, credit_kurus, description, fx_currency, fx_amount, fx_rate, reason
  on public.voucher_lines
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('voucher_id,line_no');
create trigger audit_added after insert on public.voucher_lines
  for each row when (current_setting('app.user_id', true) is distinct from ''
    and current_setting('app.entering', true) is distinct from 'on')
  execute function app.audit_row('voucher_id,line_no');

-- Turns those of the vouchers that are named as drafts into posted ones, in the order of the first list. The source of
-- this merge is kept whole, so a nested loop has it on its outer side: the rows are taken, and so numbered, in its
-- order. Nothing is ever inserted.
create function app.mark_posted(in_order uuid[], drafts uuid[]) returns void
language plpgsql set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  merge into public.vouchers v
  using (
    select w.id from unnest(in_order) with ordinality w (id, place)
    where w.id = any (drafts) group by w.id order by min(w.place)) w
  on v.tenant_id = app.tenant_id() and v.voucher_id = w.id
  when matched then update set status = 'posted', version = v.version + 1
  when not matched and false then insert (tenant_id, client_id, type, voucher_date)
    values (app.tenant_id(), w.id, 'mahsup', current_date);
end
$$;

-- Posts drafts of one client in the order given: a refused one is left as it is, the others stand. Answers MU001 where
-- a voucher is no draft (any more). What all are held against is the trigger; only where it refuses, each is judged.
create or replace function app.post_drafts(client uuid, ids uuid[])
returns table (posted_id uuid, given_no integer, refusal text, refusal_detail text)
language plpgsql set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  drafts uuid[];
  faults jsonb := '{}';
begin
  select coalesce(array_agg(d.voucher_id), '{}') into drafts
  from (
    select v.voucher_id from public.vouchers v
    where v.tenant_id = app.tenant_id() and v.voucher_id = any (ids) and v.client_id = client and v.status = 'draft'
    order by v.voucher_id for update) d;
  begin
    perform app.mark_posted(ids, drafts);
  exception when sqlstate 'MU010' or sqlstate 'MU011' or sqlstate 'MU012' or sqlstate 'MU013' or sqlstate 'MU014'
    or sqlstate 'MU016' then
    select coalesce(jsonb_object_agg(f.voucher_id, jsonb_build_array(f.refusal, f.detail)), '{}') into faults
    from app.posting_faults(app.tenant_id(), client, drafts) f;
    perform app.mark_posted(ids, array(select d from unnest(drafts) d where not faults ? d::text));
  end;
  return query
    select w.id,
      case when w.id = any (drafts) and not faults ? w.id::text then v.fis_no end,
      case when w.id = any (drafts) then faults -> w.id::text ->> 0 else 'MU001' end,
      faults -> w.id::text ->> 1
    from unnest(ids) with ordinality w (id, place)
    left join public.vouchers v on v.tenant_id = app.tenant_id() and v.voucher_id = w.id
    order by w.place;
end
$$;

revoke all on function app.posting_faults(uuid, uuid, uuid[]) from public;
revoke all on function app.settle_posting() from public;
revoke all on function app.guard_added_lines() from public;
revoke all on function app.mark_posted(uuid[], uuid[]) from public;
grant execute on function app.posting_faults(uuid, uuid, uuid[]), app.mark_posted(uuid[], uuid[]) to muhasebi_app;

-- What was posted before is summed and chained in the order of posting.
alter table public.vouchers disable trigger user;
do $$
declare
  office uuid;
  entry public.vouchers;
  series record;
  hash bytea;
  place integer;
begin
  perform set_config('app.every_office', 'on', true), set_config('app.client_scope', 'all', true);
  for office in select tenant_id from public.offices loop
    perform set_config('app.tenant_id', office::text, true);
    insert into public.account_balances
      (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
    select l.tenant_id, l.client_id, l.account_code, date_trunc('month', l.book_date)::date, app.entry_kind(v.type),
      sum(l.debit_kurus), sum(l.credit_kurus), count(*)
    from public.vouchers v join public.voucher_lines l on l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id
    where v.tenant_id = office and v.status = 'posted'
    group by 1, 2, 3, 4, 5;
    for series in
      select v.client_id, v.fiscal_year, max(v.posted_at) as last_at from public.vouchers v
      where v.tenant_id = office and v.status = 'posted' group by 1, 2
    loop
      hash := decode(repeat('00', 32), 'hex');
      place := 0;
      for entry in
        select v.* from public.vouchers v
        where v.tenant_id = office and v.client_id = series.client_id and v.fiscal_year = series.fiscal_year
          and v.status = 'posted'
        order by v.posted_at, v.type, v.fis_no
      loop
        place := place + 1;
        hash := app.chain_hash(hash, place, entry.posted_at, app.canonical_entry(entry));
        update public.vouchers v set chain_no = place, chain_hash = hash
        where v.tenant_id = office and v.voucher_id = entry.voucher_id;
      end loop;
      insert into public.ledger_chains (tenant_id, client_id, fiscal_year, last_no, last_hash, last_at)
      values (office, series.client_id, series.fiscal_year, place, hash, series.last_at);
    end loop;
  end loop;
  perform set_config('app.every_office', '', true), set_config('app.client_scope', '', true),
    set_config('app.tenant_id', '', true);
end
$$;
alter table public.vouchers enable trigger user;
alter table public.vouchers
  add check ((status = 'posted') = (chain_no is not null)),
  add check ((chain_no is null) = (chain_hash is null));
create unique index vouchers_chained on public.vouchers (tenant_id, client_id, fiscal_year, chain_no)
  where chain_no is not null;
