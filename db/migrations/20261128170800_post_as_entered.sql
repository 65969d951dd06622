-- Vouchers that are entered and posted in one act are written once: each stands in the books from its first row on, and no
-- draft of it ever was. Drafts are posted as before, by the same rules.

-- The canonical form of an entry is put together from these two, whoever posts.
create function app.canonical_head(office uuid, client uuid, fiscal_year integer, type text, fis_no integer, voucher uuid,
  day date, description text, document uuid, reversal_of uuid, posted_by uuid) returns text
language sql stable
as $$ select json_build_array(1, office, client, fiscal_year, type, fis_no, voucher, day, description, document, reversal_of, posted_by)::text $$;

create function app.canonical_line(line_no integer, account text, debit bigint, credit bigint, description text,
  currency text, amount numeric, rate numeric) returns text
language sql stable
as $$
  select E'\n' || json_build_array(line_no, account, debit, credit, description, currency, trim_scale(amount), trim_scale(rate))::text
$$;

create or replace function app.canonical_entry(head public.vouchers) returns bytea
language sql stable set search_path = pg_catalog, public, app
as $$
  select convert_to(
    app.canonical_head(head.tenant_id, head.client_id, head.fiscal_year, head.type, head.fis_no, head.voucher_id,
      head.voucher_date, head.description, head.document_id, head.reversal_of, head.posted_by)
    || coalesce((
      select string_agg(app.canonical_line(l.line_no, l.account_code, l.debit_kurus, l.credit_kurus, l.description,
        l.fx_currency, l.fx_amount, l.fx_rate), '' order by l.line_no)
      from public.voucher_lines l
      where l.tenant_id = head.tenant_id and l.voucher_id = head.voucher_id), ''), 'UTF8')
$$;

-- A voucher is born posted by posting alone: by whoever may write the sums of accounts, and there in the act of entering.
create or replace trigger born_as_draft before insert on public.vouchers
  for each row when (new.status <> 'draft'
    and (current_setting('app.entering', true) is distinct from 'posted' or not has_table_privilege('public.account_balances', 'insert')))
  execute function app.refuse('a voucher is posted from a draft');

-- Lines are added to a draft of the same client, which is locked, so that it cannot be posted meanwhile. Those that come
-- with a voucher that is born posted are all of its lines: they are its day's, and balance as they are stored.
create or replace function app.guard_added_lines() returns trigger
language plpgsql set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  part record;
  voucher record;
begin
  if current_setting('app.entering', true) = 'posted' and has_table_privilege('public.account_balances', 'insert') then
    select a.voucher_id into part from (
      select n.tenant_id, n.voucher_id, n.client_id, n.book_date, count(*) as lines,
        sum(n.debit_kurus) as debit, sum(n.credit_kurus) as credit
      from added n group by 1, 2, 3, 4) a
    where a.lines < 2 or a.debit <> a.credit or not coalesce((
      select v.status = 'posted' and v.client_id = a.client_id and v.voucher_date = a.book_date from public.vouchers v
      where v.tenant_id = a.tenant_id and v.voucher_id = a.voucher_id), false)
    limit 1;
    if found then
      raise exception using errcode = 'MU001', message = 'what is posted as it is entered is whole', table = 'voucher_lines',
        detail = part.voucher_id::text;
    end if;
    return null;
  end if;
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

-- What is born posted is told by the posting itself; what is told of drafts is for no setting to hide.
create or replace trigger audit_opened after insert on public.vouchers
  for each row when (new.status = 'draft') execute function app.audit_row('voucher_id');
create or replace trigger audit_added after insert on public.voucher_lines
  for each row when (new.book_date is null and current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('voucher_id,line_no');

-- The door to the books for what is entered and posted in one act: it holds nothing, and what is put in is posted or
-- refused by its trigger, which writes the answers: [[id, number, refusal, detail]], in the order of the entries.
create view public.posted_entries as
  select null::uuid as client_id, null::jsonb as entries, null::jsonb as answers where false;

-- Everything that keeps a voucher from standing in the books is asked of each entry before anything is written, under the
-- locks of its accounts and months; what is refused leaves nothing behind. The end of the chain is locked first, as in
-- every posting, so that one transaction of a client and year at a time gives numbers and hashes. The audit line of an
-- entry names the request and address that it says it came with: several requests may be posted together.
create function app.enter_posted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  office constant uuid := app.tenant_id();
  writer constant uuid := app.user_id();
  nothing constant bytea := decode(repeat('00', 32), 'hex');
  client uuid;
  start_month integer;
  -- Of each entry, in the order given.
  ids uuid[];
  types text[];
  days date[];
  years integer[];
  said text[];
  refusals text[];
  details text[];
  numbers integer[];
  places integer[];
  hashes bytea[];
  times timestamptz[];
  -- Which request and address each came with, where it says so.
  origins jsonb;
  opens_accounts boolean;
  takes_numbers_back boolean;
  -- The ends of the chains that there are.
  held integer[];
  held_nos integer[];
  held_hashes bytea[];
  held_times timestamptz[];
  -- Of the entries of a fiscal year that stand.
  year integer;
  done integer[] := '{}';
  place_held integer;
  standing integer[];
  given integer[];
  canonical bytea[];
  first_day date;
  end_no integer;
  end_hash bytea;
  end_at timestamptz;
  micros bytea;
  entry integer;
  written integer;
  mode text;
begin
  select c.client_id, c.fiscal_year_start_month into client, start_month from public.clients c
  where c.tenant_id = office and c.client_id = new.client_id
    and (app.sees_all_clients() or c.client_id = any (app.client_scope()));
  select array_agg(h.id), array_agg(h.type), array_agg(h.day), array_agg(app.fiscal_year(h.day, start_month)),
    array_agg(null::integer), array_agg(null::integer), array_agg(null::bytea), array_agg(null::timestamptz),
    jsonb_object_agg(h.id, h.origin) filter (where h.origin is not null)
  into ids, types, days, years, numbers, places, hashes, times, origins
  from (
    select (e ->> 'id')::uuid as id, e ->> 'type' as type, (e ->> 'date')::date as day, e -> 'origin' as origin
    from jsonb_array_elements(new.entries) with ordinality x (e, place) order by place) h;
  select array_agg(c.fiscal_year), array_agg(c.last_no), array_agg(c.last_hash), array_agg(c.last_at)
  into held, held_nos, held_hashes, held_times
  from (
    select c.fiscal_year, c.last_no, c.last_hash, c.last_at from public.ledger_chains c
    where c.tenant_id = office and c.client_id = client and c.fiscal_year = any (years)
    order by c.fiscal_year for update) c;
  select bool_or(a.status = 'proposed') into opens_accounts
  from (
    select distinct l ->> 0 as code from jsonb_array_elements(new.entries) e, jsonb_array_elements(e -> 'lines') l order by 1) u
  cross join lateral (
    select a.status from public.accounts a
    where a.tenant_id = office and a.client_id = client and a.code = u.code for share) a;
  perform from public.periods p
  where p.tenant_id = office and p.client_id = client
    and p.period = any (array(select distinct date_trunc('month', d)::date from unnest(days) d))
  order by p.period for share;

  select array_agg(j.fault[1] order by j.place), array_agg(j.fault[2] order by j.place), array_agg(j.said order by j.place),
    (select true from public.periods p
      where p.tenant_id = office and p.client_id = client and p.numbered_at is not null and p.status <> 'closed' limit 1)
  into refusals, details, said, takes_numbers_back
  from (
    select h.place, l.said,
      case
        -- There already, or a second time in one request.
        when h.nth > 1 or v.voucher_id is not null then array['MU001', null]
        when l.missing is not null then array['MU017', l.missing]
        when l.lines < 2 then array['MU010', l.lines::text]
        when l.debit <> l.credit then array['MU011', format('%s %s', l.debit, l.credit)]
        when l.parted is not null then array['MU012', l.parted]
        when l.shut is not null then array['MU013', l.shut]
        -- A clock that is set back makes no exception longer.
        when p.status is distinct from 'open' and not (p.status = 'locked' and exists (
          select from public.period_exceptions x
          where x.tenant_id = office and x.client_id = client and x.period = p.period
            and x.user_id = writer and x.ended_at is null and x.ends_at > greatest(now(), (
              select max(c.last_at) from public.ledger_chains c where c.tenant_id = office and c.client_id = client))))
          then array['MU014', format('%s %s', to_char(days[h.place], 'YYYY-MM'), coalesce(p.status, 'none'))]
      end as fault
    from (
      select e, place, row_number() over (partition by ids[place] order by place) as nth
      from jsonb_array_elements(new.entries) with ordinality x (e, place)) h
    left join lateral (
      select v.voucher_id from public.vouchers v
      where v.tenant_id = office and v.voucher_id = ids[h.place] limit 1) v on true
    left join lateral (
      select p.period, p.status from public.periods p
      where p.tenant_id = office and p.client_id = client and p.period = date_trunc('month', days[h.place])::date limit 1) p on true
    cross join lateral (
      select count(*) as lines, sum((l ->> 1)::bigint) as debit, sum((l ->> 2)::bigint) as credit,
        min(l ->> 0) filter (where a.code is null) as missing,
        min(a.code) filter (where not a.is_leaf) as parted,
        min(a.code) filter (where a.status = 'closed') as shut,
        string_agg(app.canonical_line(n::integer, l ->> 0, (l ->> 1)::bigint, (l ->> 2)::bigint, l ->> 3, l ->> 4,
          (l ->> 5)::numeric(24, 8), (l ->> 6)::numeric(24, 8)), '' order by n) as said
      from jsonb_array_elements(h.e -> 'lines') with ordinality y (l, n)
      left join lateral (
        select a.code, a.is_leaf, a.status from public.accounts a
        where a.tenant_id = office and a.client_id = client and a.code = l ->> 0 limit 1) a on true) l) j;

  for n in 1 .. cardinality(ids) loop
    year := years[n];
    continue when refusals[n] is not null or year = any (done);
    done := done || year;
    place_held := array_position(held, year);
    if place_held is not null then
      end_no := held_nos[place_held];
      end_hash := held_hashes[place_held];
      end_at := greatest(now(), held_times[place_held]);
    else
      insert into public.ledger_chains (tenant_id, client_id, fiscal_year, last_no, last_at, last_hash)
      values (office, client, year, 0, '-infinity', nothing)
      on conflict (tenant_id, client_id, fiscal_year) do update set last_no = ledger_chains.last_no
      returning last_no, last_hash, greatest(now(), last_at) into end_no, end_hash, end_at;
    end if;
    micros := int8send((extract(epoch from end_at) * 1000000)::bigint);
    select array_agg(g.place), array_agg(g.fis_no), min(days[g.place]),
      array_agg(convert_to(app.canonical_head(office, client, year, types[g.place], g.fis_no, ids[g.place], days[g.place],
        g.e ->> 'description', null, null, writer) || said[g.place], 'UTF8'))
    into standing, given, first_day, canonical
    from (
      select h.e, h.place, (coalesce(b.last_no, 0) + row_number() over (partition by types[h.place] order by h.place))::integer as fis_no
      from jsonb_array_elements(new.entries) with ordinality h (e, place)
      join (
        select t.type, (
          select n.last_no from public.voucher_numbers n
          where n.tenant_id = office and n.client_id = client and n.fiscal_year = year and n.type = t.type) as last_no
        from (select distinct u.type from unnest(types) u (type)) t offset 0) b on b.type = types[h.place]
      where years[h.place] = year and refusals[h.place] is null
      order by h.place) g;
    for m in 1 .. cardinality(standing) loop
      entry := standing[m];
      end_no := end_no + 1;
      -- As app.chain_hash says.
      end_hash := sha256(end_hash || int4send(end_no) || micros || canonical[m]);
      numbers[entry] := given[m];
      places[entry] := end_no;
      hashes[entry] := end_hash;
      times[entry] := end_at;
    end loop;
    update public.ledger_chains c set last_no = end_no, last_hash = end_hash, last_at = end_at
    where c.tenant_id = office and c.client_id = client and c.fiscal_year = year;
    if takes_numbers_back then
      update public.periods p set numbered_at = null
      where p.tenant_id = office and p.client_id = client and p.fiscal_year = year and p.numbered_at is not null
        and p.status <> 'closed' and p.period >= date_trunc('month', first_day)::date;
    end if;
  end loop;

  if entry is not null then
    mode := set_config('app.entering', 'posted', true);
    with entered as (
      insert into public.vouchers as v (tenant_id, voucher_id, client_id, type, status, voucher_date, fiscal_year, fis_no,
        description, version, created_by, posted_by, posted_at, chain_no, chain_hash)
      select office, ids[place], client, types[place], 'posted', days[place], years[place], numbers[place],
        e ->> 'description', 2, writer, writer, times[place], places[place], hashes[place]
      from jsonb_array_elements(new.entries) with ordinality x (e, place)
      where numbers[place] is not null
      order by place
      on conflict (tenant_id, voucher_id) do nothing
      returning v.*),
    told as (
      insert into public.audit_log (tenant_id, user_id, address, request_id, action, entity, entity_id, client_id, after)
      select office, writer,
        coalesce(origins -> v.voucher_id::text ->> 'address', nullif(current_setting('app.address', true), ''))::inet,
        coalesce(origins -> v.voucher_id::text ->> 'requestId', nullif(current_setting('app.request_id', true), '')),
        'insert', 'vouchers', v.voucher_id, client, to_jsonb(v)
      from entered v)
    select count(*) into written from entered;
    if written <> cardinality(array_remove(numbers, null)) then
      raise exception using errcode = '40001', message = 'another transaction entered one of these vouchers meanwhile';
    end if;
    insert into public.voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
      description, fx_currency, fx_amount, fx_rate, book_date)
    select office, client, ids[place], n, l ->> 0, (l ->> 1)::bigint, (l ->> 2)::bigint, l ->> 3, l ->> 4,
      (l ->> 5)::numeric, (l ->> 6)::numeric, days[place]
    from jsonb_array_elements(new.entries) with ordinality x (e, place),
      jsonb_array_elements(e -> 'lines') with ordinality y (l, n)
    where numbers[place] is not null;
    mode := set_config('app.entering', '', true);
    insert into public.account_balances as b
      (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
    select office, client, (l ->> 0) collate "C", date_trunc('month', days[place])::date, app.entry_kind(types[place]),
      sum((l ->> 1)::bigint), sum((l ->> 2)::bigint), count(*)
    from jsonb_array_elements(new.entries) with ordinality x (e, place), jsonb_array_elements(e -> 'lines') l
    where numbers[place] is not null
    group by 3, 4, 5 order by 3, 4, 5
    on conflict (tenant_id, client_id, account_code, period, entry_kind) do update set
      debit_kurus = b.debit_kurus + excluded.debit_kurus,
      credit_kurus = b.credit_kurus + excluded.credit_kurus,
      line_count = b.line_count + excluded.line_count;
    insert into public.voucher_numbers (tenant_id, client_id, fiscal_year, type, last_no)
    select office, client, years[n], types[n], max(numbers[n]) from generate_subscripts(numbers, 1) n
    where numbers[n] is not null group by 3, 4 order by 3, 4
    on conflict (tenant_id, client_id, fiscal_year, type) do update set last_no = excluded.last_no;
    -- What was opened by a proposal is opened for good by its first posting.
    if opens_accounts then
      update public.accounts a set status = 'open'
      where a.tenant_id = office and a.client_id = client and a.status = 'proposed' and a.code = any (array(
        select distinct l ->> 0
        from jsonb_array_elements(new.entries) with ordinality x (e, place), jsonb_array_elements(e -> 'lines') l
        where numbers[place] is not null));
    end if;
  end if;

  new.answers := (
    select jsonb_agg(jsonb_build_array(ids[n], coalesce(numbers[n], b.fis_no),
      case when b.fis_no is null then refusals[n] end, details[n]) order by n)
    from (
      select n, case when refusals[n] = 'MU001' then (
        select v.fis_no from public.vouchers v
        where v.tenant_id = office and v.voucher_id = ids[n] and v.client_id = client and v.status = 'posted') end as fis_no
      from generate_subscripts(ids, 1) n offset 0) b);
  return new;
end
$$;
create trigger enter instead of insert on public.posted_entries
  for each row execute function app.enter_posted();
grant select, insert on public.posted_entries to muhasebi_app;

create or replace function app.enter_vouchers(client uuid, entries jsonb)
returns table (entry_id uuid, given_no integer, refusal text, refusal_detail text)
language sql set search_path = pg_catalog, public, app, pg_temp
as $$
  with answered as (
    insert into public.posted_entries (client_id, entries) values (client, entries) returning answers)
  select (a ->> 0)::uuid, (a ->> 1)::integer, a ->> 2, a ->> 3
  from answered, jsonb_array_elements(answers) with ordinality x (a, place)
  order by place
$$;

revoke all on function app.canonical_head(uuid, uuid, integer, text, integer, uuid, date, text, uuid, uuid, uuid) from public;
revoke all on function app.canonical_line(integer, text, bigint, bigint, text, text, numeric, numeric) from public;
revoke all on function app.enter_posted() from public;
