-- Vouchers of several people of an office, for several of its clients, may be posted by one transaction. What is judged, locked
-- and written is the same as for one client; it takes fewer statements, because most of what a posting costs lies in their beginning.

-- True of a group that must not wait for anybody: what is not sound, or needs more than to be written, is answered 'alone' in it.
create or replace view public.posted_entries as
  select null::uuid as client_id, null::jsonb as entries, null::jsonb as answers, null::boolean as together where false;

-- Everything that keeps a voucher from standing in the books is asked of each entry before anything is written, under the
-- locks of its accounts and months; what is refused leaves nothing behind. The ends of the chains are locked first, as in
-- every posting, so that one transaction of a client and year at a time gives numbers and hashes; where several clients come
-- together, a chain that somebody else holds is left to them. An entry names its client where there are several, and the
-- person, key, request and address that it came with where the transaction is not theirs alone: voucher and audit line say so.
create or replace function app.enter_posted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  office constant uuid := app.tenant_id();
  nothing constant bytea := decode(repeat('00', 32), 'hex');
  -- Of each entry, in the order given.
  ids uuid[];
  clients uuid[];
  types text[];
  days date[];
  years integer[];
  texts text[];
  lines jsonb[];
  writers uuid[];
  refusals text[];
  details text[];
  numbers integer[];
  places integer[];
  hashes bytea[];
  times timestamptz[];
  -- What each came with, where it says so, by its id.
  origins jsonb;
  is_repeated boolean := false;
  -- Clients of accounts that are only proposed, and the last month of each client that has its numbers and may lose them.
  opening uuid[];
  numbered_clients uuid[];
  numbered_until date[];
  -- The ends of the chains that there are, by client and year.
  held_clients uuid[];
  held_years integer[];
  held_nos integer[];
  held_hashes bytea[];
  held_times timestamptz[];
  at integer := 1;
  -- The entries that stand, by client, year and order.
  standing integer[];
  given integer[];
  canonical bytea[];
  entry integer;
  is_alone boolean;
  client uuid;
  year integer;
  end_no integer;
  end_hash bytea;
  end_at timestamptz;
  micros bytea;
  -- The chains that grow.
  grown_clients uuid[] := '{}';
  grown_years integer[] := '{}';
  grown integer := 0;
  grown_nos integer[] := '{}';
  grown_hashes bytea[] := '{}';
  grown_times timestamptz[] := '{}';
  written integer;
  mode text;
begin
  select array_agg(h.id), array_agg(h.client), array_agg(h.type), array_agg(h.day), array_agg(app.fiscal_year(h.day, h.start_month)),
    array_agg(h.text), array_agg(h.lines), array_agg(h.writer), array_agg(null::integer),
    jsonb_object_agg(h.id, h.origin) filter (where h.origin is not null)
  into ids, clients, types, days, years, texts, lines, writers, numbers, origins
  from (
    select (e ->> 'id')::uuid as id, c.client_id as client, e ->> 'type' as type, (e ->> 'date')::date as day, e ->> 'description' as text,
      e -> 'lines' as lines, e -> 'origin' as origin, coalesce((e -> 'origin' ->> 'userId')::uuid, app.user_id()) as writer,
      c.fiscal_year_start_month as start_month
    from jsonb_array_elements(new.entries) with ordinality x (e, place)
    left join lateral (
      select c.client_id, c.fiscal_year_start_month from public.clients c
      where c.tenant_id = office and c.client_id = coalesce((e ->> 'clientId')::uuid, new.client_id)
        and (app.sees_all_clients() or c.client_id = any (app.client_scope())) limit 1) c on true
    order by place) h;
  places := numbers;
  hashes := numbers::bytea[];
  times := hashes::text[];
  if cardinality(ids) > 1 then
    is_repeated := (select count(distinct u.id) from unnest(ids) u (id)) < cardinality(ids);
  end if;

  if new.together then
    select array_agg(c.client_id), array_agg(c.fiscal_year), array_agg(c.last_no), array_agg(c.last_hash), array_agg(c.last_at)
    into held_clients, held_years, held_nos, held_hashes, held_times
    from (select distinct k.client, k.year from unnest(clients, years) k (client, year) order by 1, 2) k
    cross join lateral (
      select c.client_id, c.fiscal_year, c.last_no, c.last_hash, c.last_at from public.ledger_chains c
      where c.tenant_id = office and c.client_id = k.client and c.fiscal_year = k.year for update skip locked) c;
  else
    select array_agg(c.client_id), array_agg(c.fiscal_year), array_agg(c.last_no), array_agg(c.last_hash), array_agg(c.last_at)
    into held_clients, held_years, held_nos, held_hashes, held_times
    from (select distinct k.client, k.year from unnest(clients, years) k (client, year) order by 1, 2) k
    cross join lateral (
      select c.client_id, c.fiscal_year, c.last_no, c.last_hash, c.last_at from public.ledger_chains c
      where c.tenant_id = office and c.client_id = k.client and c.fiscal_year = k.year for update) c;
  end if;

  select array_agg(distinct u.client) filter (where a.status = 'proposed') into opening
  from (
    select distinct e.client, l ->> 0 as code
    from unnest(clients, lines) e (client, lines), jsonb_array_elements(e.lines) l order by 1, 2) u
  cross join lateral (
    select a.status from public.accounts a
    where a.tenant_id = office and a.client_id = u.client and a.code = u.code for share) a;
  perform from (
    select distinct e.client, date_trunc('month', e.day)::date as month from unnest(clients, days) e (client, day) order by 1, 2) u
  cross join lateral (
    select from public.periods p
    where p.tenant_id = office and p.client_id = u.client and p.period = u.month for share) p;

  select array_agg(p.client_id), array_agg(p.month) into numbered_clients, numbered_until
  from (
    select p.client_id, max(p.period) as month from public.periods p
    where p.tenant_id = office and p.client_id = any (clients) and p.numbered_at is not null and p.status <> 'closed'
    group by p.client_id) p;

  select array_agg(n.fault[1] order by n.place), array_agg(n.fault[2] order by n.place),
    array_agg(n.place order by n.client, n.year, n.place) filter (where n.fault is null),
    array_agg(n.fis_no order by n.client, n.year, n.place) filter (where n.fault is null),
    array_agg(convert_to(app.canonical_head(office, n.client, n.year, n.type, n.fis_no, n.id, n.day, n.text, null, null, n.writer)
      || n.said, 'UTF8') order by n.client, n.year, n.place) filter (where n.fault is null)
  into refusals, details, standing, given, canonical
  from (
    select j.*, (coalesce(b.last_no, 0)
      + row_number() over (partition by j.client, j.year, j.type, j.fault is null order by j.place))::integer as fis_no
    from (
      select e.*, l.said,
        case
          -- There already, or a second time in one request.
          when v.voucher_id is not null or (is_repeated and array_position(ids, e.id) < e.place) then array['MU001', null]
          when l.missing is not null then array['MU017', l.missing]
          when l.lines < 2 then array['MU010', l.lines::text]
          when l.debit <> l.credit then array['MU011', format('%s %s', l.debit, l.credit)]
          when l.parted is not null then array['MU012', l.parted]
          when l.shut is not null then array['MU013', l.shut]
          -- A clock that is set back makes no exception longer.
          when p.status is distinct from 'open' and not (p.status = 'locked' and exists (
            select from public.period_exceptions x
            where x.tenant_id = office and x.client_id = e.client and x.period = p.period
              and x.user_id = e.writer and x.ended_at is null and x.ends_at > greatest(now(), (
                select max(c.last_at) from public.ledger_chains c where c.tenant_id = office and c.client_id = e.client))))
            then array['MU014', format('%s %s', to_char(e.day, 'YYYY-MM'), coalesce(p.status, 'none'))]
          when new.together and (e.client = any (opening)
            or e.day < numbered_until[array_position(numbered_clients, e.client)] + interval '1 month') then array['alone', null]
        end as fault
      from unnest(ids, clients, types, days, years, texts, lines, writers)
        with ordinality e (id, client, type, day, year, text, lines, writer, place)
      left join lateral (
        select v.voucher_id from public.vouchers v
        where v.tenant_id = office and v.voucher_id = e.id limit 1) v on true
      left join lateral (
        select p.period, p.status from public.periods p
        where p.tenant_id = office and p.client_id = e.client and p.period = date_trunc('month', e.day)::date limit 1) p on true
      cross join lateral (
        select count(*) as lines, sum((l ->> 1)::bigint) as debit, sum((l ->> 2)::bigint) as credit,
          min(l ->> 0) filter (where a.code is null) as missing,
          min(a.code) filter (where not a.is_leaf) as parted,
          min(a.code) filter (where a.status = 'closed') as shut,
          string_agg(app.canonical_line(n::integer, l ->> 0, (l ->> 1)::bigint, (l ->> 2)::bigint, l ->> 3, l ->> 4,
            (l ->> 5)::numeric(24, 8), (l ->> 6)::numeric(24, 8)), '' order by n) as said
        from jsonb_array_elements(e.lines) with ordinality y (l, n)
        left join lateral (
          select a.code, a.is_leaf, a.status from public.accounts a
          where a.tenant_id = office and a.client_id = e.client and a.code = l ->> 0 limit 1) a on true) l) j
    left join lateral (
      select b.last_no from public.voucher_numbers b
      where b.tenant_id = office and b.client_id = j.client and b.fiscal_year = j.year and b.type = j.type limit 1) b on true) n;

  for m in 1 .. coalesce(cardinality(standing), 0) loop
    entry := standing[m];
    if years[entry] is distinct from year or clients[entry] <> client then
      client := clients[entry];
      year := years[entry];
      while at <= cardinality(held_years) and (held_clients[at], held_years[at]) < (client, year) loop
        at := at + 1;
      end loop;
      is_alone := false;
      if at <= cardinality(held_years) and held_clients[at] = client and held_years[at] = year then
        end_no := held_nos[at];
        end_hash := held_hashes[at];
        end_at := greatest(now(), held_times[at]);
      elsif new.together then
        is_alone := true;
      else
        insert into public.ledger_chains (tenant_id, client_id, fiscal_year, last_no, last_at, last_hash)
        values (office, client, year, 0, '-infinity', nothing)
        on conflict (tenant_id, client_id, fiscal_year) do nothing returning 0, last_hash, now() into end_no, end_hash, end_at;
        -- Numbers were read before; whoever began it has given some since.
        if not found then
          raise exception using errcode = '40001', message = 'another transaction began this chain meanwhile';
        end if;
      end if;
      micros := int8send((extract(epoch from end_at) * 1000000)::bigint);
      if not is_alone then
        grown := grown + 1;
        grown_clients[grown] := client;
        grown_years[grown] := year;
        grown_times[grown] := end_at;
      end if;
    end if;
    if is_alone then
      refusals[entry] := 'alone';
    else
      end_no := end_no + 1;
      -- As app.chain_hash says.
      end_hash := sha256(end_hash || int4send(end_no) || micros || canonical[m]);
      numbers[entry] := given[m];
      places[entry] := end_no;
      hashes[entry] := end_hash;
      times[entry] := end_at;
      grown_nos[grown] := end_no;
      grown_hashes[grown] := end_hash;
    end if;
  end loop;

  if grown > 0 then
    mode := set_config('app.entering', 'posted', true);
    with standing as (
      select e.* from unnest(ids, clients, types, days, years, texts, writers, numbers, places, hashes, times)
        e (id, client, type, day, year, text, writer, fis_no, chain_no, chain_hash, posted_at)
      where e.fis_no is not null),
    entered as (
      insert into public.vouchers as v (tenant_id, voucher_id, client_id, type, status, voucher_date, fiscal_year, fis_no,
        description, version, created_by, posted_by, posted_at, chain_no, chain_hash)
      select office, e.id, e.client, e.type, 'posted', e.day, e.year, e.fis_no, e.text, 2, e.writer, e.writer, e.posted_at,
        e.chain_no, e.chain_hash
      from standing e
      on conflict (tenant_id, voucher_id) do nothing
      returning v.*),
    told as (
      insert into public.audit_log (tenant_id, user_id, address, request_id, api_key_id, action, entity, entity_id, client_id, after)
      select office, v.posted_by,
        coalesce(o.origin ->> 'address', nullif(current_setting('app.address', true), ''))::inet,
        coalesce(o.origin ->> 'requestId', nullif(current_setting('app.request_id', true), '')),
        coalesce(o.origin ->> 'apiKeyId', nullif(current_setting('app.api_key_id', true), ''))::uuid,
        'insert', 'vouchers', v.voucher_id, v.client_id, to_jsonb(v)
      from entered v cross join lateral (select origins -> v.voucher_id::text as origin) o),
    linked as (
      update public.ledger_chains c set last_no = g.last_no, last_hash = g.last_hash, last_at = g.last_at
      from unnest(grown_clients, grown_years, grown_nos, grown_hashes, grown_times) g (client, year, last_no, last_hash, last_at)
      where c.tenant_id = office and c.client_id = g.client and c.fiscal_year = g.year),
    counted as (
      insert into public.voucher_numbers (tenant_id, client_id, fiscal_year, type, last_no)
      select office, e.client, e.year, e.type, max(e.fis_no) from standing e group by 2, 3, 4 order by 2, 3, 4
      on conflict (tenant_id, client_id, fiscal_year, type) do update set last_no = excluded.last_no)
    select count(*) into written from entered;
    if written <> cardinality(array_remove(numbers, null)) then
      raise exception using errcode = '40001', message = 'another transaction entered one of these vouchers meanwhile';
    end if;
    with put as (
      select e.id, e.client, e.type, e.day, y.n, y.l ->> 0 as code, (y.l ->> 1)::bigint as debit, (y.l ->> 2)::bigint as credit,
        y.l ->> 3 as text, y.l ->> 4 as currency, (y.l ->> 5)::numeric as amount, (y.l ->> 6)::numeric as rate
      from unnest(ids, clients, types, days, lines, numbers) e (id, client, type, day, lines, fis_no),
        jsonb_array_elements(e.lines) with ordinality y (l, n)
      where e.fis_no is not null),
    stored as (
      insert into public.voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
        description, fx_currency, fx_amount, fx_rate, book_date)
      select office, p.client, p.id, p.n, p.code, p.debit, p.credit, p.text, p.currency, p.amount, p.rate, p.day from put p)
    insert into public.account_balances as b
      (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
    select office, p.client, p.code collate "C", date_trunc('month', p.day)::date, app.entry_kind(p.type),
      sum(p.debit), sum(p.credit), count(*)
    from put p
    group by 2, 3, 4, 5 order by 2, 3, 4, 5
    on conflict (tenant_id, client_id, account_code, period, entry_kind) do update set
      debit_kurus = b.debit_kurus + excluded.debit_kurus,
      credit_kurus = b.credit_kurus + excluded.credit_kurus,
      line_count = b.line_count + excluded.line_count;
    mode := set_config('app.entering', '', true);
    if numbered_clients is not null then
      update public.periods p set numbered_at = null
      from (
        select e.client, e.year, min(e.day) as day from unnest(clients, years, days, numbers) e (client, year, day, fis_no)
        where e.fis_no is not null group by 1, 2) f
      where p.tenant_id = office and p.client_id = f.client and p.fiscal_year = f.year and p.numbered_at is not null
        and p.status <> 'closed' and p.period >= date_trunc('month', f.day)::date;
    end if;
    -- What was opened by a proposal is opened for good by its first posting.
    if opening is not null then
      update public.accounts a set status = 'open'
      from (
        select distinct e.client, l ->> 0 as code
        from unnest(clients, lines, numbers) e (client, lines, fis_no), jsonb_array_elements(e.lines) l
        where e.fis_no is not null) u
      where a.tenant_id = office and a.client_id = u.client and a.code = u.code and a.status = 'proposed';
    end if;
  end if;

  new.answers := (
    select jsonb_agg(jsonb_build_array(b.id, coalesce(b.fis_no, b.stands),
      case when b.stands is null then b.refusal end, b.detail) order by b.n)
    from (
      select e.*, case when e.refusal = 'MU001' then (
        select v.fis_no from public.vouchers v
        where v.tenant_id = office and v.voucher_id = e.id and v.client_id = e.client and v.status = 'posted') end as stands
      from unnest(ids, clients, numbers, refusals, details) with ordinality e (id, client, fis_no, refusal, detail, n)) b);
  return new;
end
$$;
