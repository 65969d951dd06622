-- Most of what a posting costs lies in the beginning of its statements: a group of several clients is judged by one of them, and written by one.

-- Writes what was judged: of each entry an element of every array, and no number where it does not stand; by its id what it came with,
-- where the transaction is not its sender's alone: the audit line says so. One statement, planned as its callers have it set.
create function app.write_posted(ids uuid[], clients uuid[], types text[], days date[], years integer[], texts text[], lines jsonb[],
  origins jsonb, writers uuid[], numbers integer[], places integer[], hashes bytea[], times timestamptz[]) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  office constant uuid := app.tenant_id();
  written integer;
  mode text;
begin
  mode := set_config('app.entering', 'posted', true);
  with standing as (
    select e.* from unnest(ids, clients, types, days, years, texts, lines, writers, numbers, places, hashes, times)
      e (id, client, type, day, year, text, lines, writer, fis_no, chain_no, chain_hash, posted_at)
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
    from (
      select distinct on (e.client, e.year) e.client, e.year, e.chain_no as last_no, e.chain_hash as last_hash, e.posted_at as last_at
      from standing e order by e.client, e.year, e.chain_no desc) g
    where c.tenant_id = office and c.client_id = g.client and c.fiscal_year = g.year),
  counted as (
    insert into public.voucher_numbers (tenant_id, client_id, fiscal_year, type, last_no)
    select office, e.client, e.year, e.type, max(e.fis_no) from standing e group by 2, 3, 4 order by 2, 3, 4
    on conflict (tenant_id, client_id, fiscal_year, type) do update set last_no = excluded.last_no),
  put as (
    select e.id, e.client, e.type, e.day, y.n, y.l ->> 0 as code, (y.l ->> 1)::bigint as debit, (y.l ->> 2)::bigint as credit,
      y.l ->> 3 as text, y.l ->> 4 as currency, (y.l ->> 5)::numeric as amount, (y.l ->> 6)::numeric as rate
    from standing e, jsonb_array_elements(e.lines) with ordinality y (l, n)),
  stored as (
    insert into public.voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
      description, fx_currency, fx_amount, fx_rate, book_date)
    select office, p.client, p.id, p.n, p.code, p.debit, p.credit, p.text, p.currency, p.amount, p.rate, p.day from put p),
  summed as (
    insert into public.account_balances as b
      (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
    select office, p.client, p.code collate "C", date_trunc('month', p.day)::date, app.entry_kind(p.type),
      sum(p.debit), sum(p.credit), count(*)
    from put p
    group by 2, 3, 4, 5 order by 2, 3, 4, 5
    on conflict (tenant_id, client_id, account_code, period, entry_kind) do update set
      debit_kurus = b.debit_kurus + excluded.debit_kurus,
      credit_kurus = b.credit_kurus + excluded.credit_kurus,
      line_count = b.line_count + excluded.line_count)
  select count(*) into written from entered;
  if written <> cardinality(array_remove(numbers, null)) then
    raise exception using errcode = '40001', message = 'another transaction entered one of these vouchers meanwhile';
  end if;
  mode := set_config('app.entering', '', true);
end
$$;

-- A group that must not wait for anybody, of several clients: what is plainly sound is posted; whatever is not, needs more than to be
-- written, or is held by somebody else is answered 'alone'. What an entry is judged by is read under the locks of its chain, and its month
-- and accounts are locked as they are read. Chains first and by themselves: the judging reads what the one before has left.
create function app.enter_sound(entries jsonb) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
  office constant uuid := app.tenant_id();
  -- Of each entry, in the order of client, year and type; its place in the order given.
  asked integer[];
  ids uuid[];
  clients uuid[];
  types text[];
  days date[];
  years integer[];
  texts text[];
  lines jsonb[];
  origins jsonb;
  writers uuid[];
  -- The end of its chain before this group, and the last number given.
  end_nos integer[];
  end_hashes bytea[];
  end_times timestamptz[];
  last_numbers integer[];
  said text[];
  are_sound boolean[];
  numbers integer[];
  places integer[];
  hashes bytea[];
  times timestamptz[];
  -- Where the chain and the numbers stand.
  client uuid;
  year integer;
  type text;
  fis_no integer;
  end_no integer;
  end_hash bytea;
  end_at timestamptz;
  answers jsonb[];
  stand integer := 0;
begin
  select array_agg(h.place), array_agg(h.id), array_agg(h.client_id), array_agg(h.type), array_agg(h.day), array_agg(h.year), array_agg(h.text),
    array_agg(h.lines), array_agg(h.writer), array_agg(h.last_no), array_agg(h.last_hash), array_agg(h.last_at),
    jsonb_object_agg(h.id, h.origin) filter (where h.origin is not null)
  into asked, ids, clients, types, days, years, texts, lines, writers, end_nos, end_hashes, end_times, origins
  from (
    select g.*, k.last_no, k.last_hash, k.last_at
    from (
      select e.place, (e.e ->> 'id')::uuid as id, c.client_id, e.e ->> 'type' as type, (e.e ->> 'date')::date as day,
        app.fiscal_year((e.e ->> 'date')::date, c.fiscal_year_start_month) as year, e.e ->> 'description' as text,
        e.e -> 'lines' as lines, e.e -> 'origin' as origin, coalesce((e.e -> 'origin' ->> 'userId')::uuid, app.user_id()) as writer
      from jsonb_array_elements(entries) with ordinality e (e, place)
      left join public.clients c on c.tenant_id = office and c.client_id = (e.e ->> 'clientId')::uuid) g
    left join lateral (
      select k.last_no, k.last_hash, k.last_at from public.ledger_chains k
      where k.tenant_id = office and k.client_id = g.client_id and k.fiscal_year = g.year for update skip locked) k on true
    order by g.client_id, g.year, g.type, g.place) h;

  select array_agg(s.last_no), array_agg(s.said), array_agg(s.is_sound)
  into last_numbers, said, are_sound
  from (
    select b.last_no, l.said,
      v.voucher_id is null and e.end_no is not null and p.is_open and l.is_sound and not exists (
        select from public.periods n
        where n.tenant_id = office and n.client_id = e.client and n.period >= date_trunc('month', e.day)::date
          and n.numbered_at is not null and n.status <> 'closed') as is_sound
    from unnest(ids, clients, types, days, years, lines, end_nos) with ordinality e (id, client, type, day, year, lines, end_no, n)
    left join lateral (
      select v.voucher_id from public.vouchers v where v.tenant_id = office and v.voucher_id = e.id limit 1) v on true
    left join lateral (
      select true as is_open from public.periods p
      where p.tenant_id = office and p.client_id = e.client and p.period = date_trunc('month', e.day)::date and p.status = 'open'
      for share skip locked) p on true
    left join lateral (
      select b.last_no from public.voucher_numbers b
      where b.tenant_id = office and b.client_id = e.client and b.fiscal_year = e.year and b.type = e.type limit 1) b on true
    cross join lateral (
      select count(*) > 1 and sum((l ->> 1)::bigint) = sum((l ->> 2)::bigint)
          and bool_and(coalesce(a.is_leaf and a.status = 'open', false)) as is_sound,
        string_agg(app.canonical_line(n::integer, l ->> 0, (l ->> 1)::bigint, (l ->> 2)::bigint, l ->> 3, l ->> 4,
          (l ->> 5)::numeric(24, 8), (l ->> 6)::numeric(24, 8)), '' order by n) as said
      from jsonb_array_elements(e.lines) with ordinality y (l, n)
      left join lateral (
        select a.is_leaf, a.status from public.accounts a
        where a.tenant_id = office and a.client_id = e.client and a.code = l ->> 0 for share skip locked) a on true) l
    order by e.n) s;

  for n in 1 .. cardinality(ids) loop
    if are_sound[n] then
      if clients[n] is distinct from client or years[n] <> year then
        client := clients[n];
        year := years[n];
        type := null;
        end_no := end_nos[n];
        end_hash := end_hashes[n];
        end_at := greatest(now(), end_times[n]);
      end if;
      if types[n] is distinct from type then
        type := types[n];
        fis_no := coalesce(last_numbers[n], 0);
      end if;
      end_no := end_no + 1;
      fis_no := fis_no + 1;
      end_hash := sha256(end_hash || int4send(end_no) || int8send((extract(epoch from end_at) * 1000000)::bigint)
        || convert_to(app.canonical_head(office, client, year, type, fis_no, ids[n], days[n], texts[n], null, null, writers[n]) || said[n], 'UTF8'));
      stand := stand + 1;
      numbers[n] := fis_no;
      places[n] := end_no;
      hashes[n] := end_hash;
      times[n] := end_at;
      answers[asked[n]] := jsonb_build_array(ids[n], fis_no, null, null);
    else
      numbers[n] := null;
      answers[asked[n]] := jsonb_build_array(ids[n], null, 'alone', null);
    end if;
  end loop;
  if stand > 0 then
    perform app.write_posted(ids, clients, types, days, years, texts, lines, origins, writers, numbers, places, hashes, times);
  end if;
  return to_jsonb(answers);
end
$$;

-- Everything that keeps a voucher of one client from standing in the books is asked of each entry before anything is written, under the
-- locks of its accounts and months; what is refused leaves nothing behind, and is told with its reason. The ends of the chains are
-- locked first, as in every posting, so that one transaction of a client and year at a time gives numbers and hashes.
create or replace function app.enter_posted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  office constant uuid := app.tenant_id();
  nothing constant bytea := decode(repeat('00', 32), 'hex');
  client uuid;
  start_month integer;
  -- Of each entry, in the order given.
  ids uuid[];
  types text[];
  days date[];
  years integer[];
  texts text[];
  lines jsonb[];
  origins jsonb;
  writers uuid[];
  refusals text[];
  details text[];
  numbers integer[];
  places integer[];
  hashes bytea[];
  times timestamptz[];
  is_repeated boolean := false;
  opens_accounts boolean;
  takes_numbers_back boolean;
  -- The ends of the chains that there are.
  held_years integer[];
  held_nos integer[];
  held_hashes bytea[];
  held_times timestamptz[];
  held integer;
  -- The entries that stand, by year and order.
  standing integer[];
  given integer[];
  canonical bytea[];
  entry integer;
  year integer;
  end_no integer;
  end_hash bytea;
  end_at timestamptz;
  micros bytea;
begin
  if new.together then
    new.answers := app.enter_sound(new.entries);
    return new;
  end if;
  select c.client_id, c.fiscal_year_start_month into client, start_month from public.clients c
  where c.tenant_id = office and c.client_id = new.client_id
    and (app.sees_all_clients() or c.client_id = any (app.client_scope()));
  select array_agg(h.id), array_agg(h.type), array_agg(h.day), array_agg(app.fiscal_year(h.day, start_month)), array_agg(h.text),
    array_agg(h.lines), array_agg(h.writer), array_agg(null::integer),
    jsonb_object_agg(h.id, h.origin) filter (where h.origin is not null)
  into ids, types, days, years, texts, lines, writers, numbers, origins
  from (
    select (e ->> 'id')::uuid as id, e ->> 'type' as type, (e ->> 'date')::date as day, e ->> 'description' as text,
      e -> 'lines' as lines, e -> 'origin' as origin, coalesce((e -> 'origin' ->> 'userId')::uuid, app.user_id()) as writer
    from jsonb_array_elements(new.entries) with ordinality x (e, place) order by place) h;
  places := numbers;
  hashes := numbers::bytea[];
  times := hashes::text[];
  if cardinality(ids) > 1 then
    is_repeated := (select count(distinct u.id) from unnest(ids) u (id)) < cardinality(ids);
  end if;

  select array_agg(c.fiscal_year), array_agg(c.last_no), array_agg(c.last_hash), array_agg(c.last_at)
  into held_years, held_nos, held_hashes, held_times
  from (
    select c.fiscal_year, c.last_no, c.last_hash, c.last_at from public.ledger_chains c
    where c.tenant_id = office and c.client_id = client and c.fiscal_year = any (years)
    order by c.fiscal_year for update) c;
  select bool_or(a.status = 'proposed') into opens_accounts
  from (
    select distinct l ->> 0 as code from unnest(lines) e (lines), jsonb_array_elements(e.lines) l order by 1) u
  cross join lateral (
    select a.status from public.accounts a
    where a.tenant_id = office and a.client_id = client and a.code = u.code for share) a;
  perform from (
    select distinct date_trunc('month', e.day)::date as month from unnest(days) e (day) order by 1) u
  cross join lateral (
    select from public.periods p
    where p.tenant_id = office and p.client_id = client and p.period = u.month for share) p;

  select array_agg(n.fault[1] order by n.place), array_agg(n.fault[2] order by n.place),
    array_agg(n.place order by n.year, n.place) filter (where n.fault is null),
    array_agg(n.fis_no order by n.year, n.place) filter (where n.fault is null),
    array_agg(convert_to(app.canonical_head(office, client, n.year, n.type, n.fis_no, n.id, n.day, n.text, null, null, n.writer)
      || n.said, 'UTF8') order by n.year, n.place) filter (where n.fault is null),
    exists (select from public.periods p
      where p.tenant_id = office and p.client_id = client and p.numbered_at is not null and p.status <> 'closed')
  into refusals, details, standing, given, canonical, takes_numbers_back
  from (
    select j.*, (coalesce(b.last_no, 0)
      + row_number() over (partition by j.year, j.type, j.fault is null order by j.place))::integer as fis_no
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
            where x.tenant_id = office and x.client_id = client and x.period = p.period
              and x.user_id = e.writer and x.ended_at is null and x.ends_at > greatest(now(), (
                select max(c.last_at) from public.ledger_chains c where c.tenant_id = office and c.client_id = client))))
            then array['MU014', format('%s %s', to_char(e.day, 'YYYY-MM'), coalesce(p.status, 'none'))]
        end as fault
      from unnest(ids, types, days, years, texts, lines, writers)
        with ordinality e (id, type, day, year, text, lines, writer, place)
      left join lateral (
        select v.voucher_id from public.vouchers v
        where v.tenant_id = office and v.voucher_id = e.id limit 1) v on true
      left join lateral (
        select p.period, p.status from public.periods p
        where p.tenant_id = office and p.client_id = client and p.period = date_trunc('month', e.day)::date limit 1) p on true
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
          where a.tenant_id = office and a.client_id = client and a.code = l ->> 0 limit 1) a on true) l) j
    left join lateral (
      select b.last_no from public.voucher_numbers b
      where b.tenant_id = office and b.client_id = client and b.fiscal_year = j.year and b.type = j.type limit 1) b on true) n;

  for m in 1 .. coalesce(cardinality(standing), 0) loop
    entry := standing[m];
    if years[entry] is distinct from year then
      year := years[entry];
      held := array_position(held_years, year);
      if held is not null then
        end_no := held_nos[held];
        end_hash := held_hashes[held];
        end_at := greatest(now(), held_times[held]);
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
    end if;
    end_no := end_no + 1;
    -- As app.chain_hash says.
    end_hash := sha256(end_hash || int4send(end_no) || micros || canonical[m]);
    numbers[entry] := given[m];
    places[entry] := end_no;
    hashes[entry] := end_hash;
    times[entry] := end_at;
  end loop;

  if entry is not null then
    perform app.write_posted(ids, array_fill(client, array[cardinality(ids)]), types, days, years, texts, lines, origins, writers,
      numbers, places, hashes, times);
    if takes_numbers_back then
      update public.periods p set numbered_at = null
      from (
        select e.year, min(e.day) as day from unnest(years, days, numbers) e (year, day, fis_no)
        where e.fis_no is not null group by 1) f
      where p.tenant_id = office and p.client_id = client and p.fiscal_year = f.year and p.numbered_at is not null
        and p.status <> 'closed' and p.period >= date_trunc('month', f.day)::date;
    end if;
    -- What was opened by a proposal is opened for good by its first posting.
    if opens_accounts then
      update public.accounts a set status = 'open'
      from (
        select distinct l ->> 0 as code
        from unnest(lines, numbers) e (lines, fis_no), jsonb_array_elements(e.lines) l
        where e.fis_no is not null) u
      where a.tenant_id = office and a.client_id = client and a.code = u.code and a.status = 'proposed';
    end if;
  end if;

  new.answers := (
    select jsonb_agg(jsonb_build_array(b.id, coalesce(b.fis_no, b.stands),
      case when b.stands is null then b.refusal end, b.detail) order by b.n)
    from (
      select e.*, case when e.refusal = 'MU001' then (
        select v.fis_no from public.vouchers v
        where v.tenant_id = office and v.voucher_id = e.id and v.client_id = client and v.status = 'posted') end as stands
      from unnest(ids, numbers, refusals, details) with ordinality e (id, fis_no, refusal, detail, n)) b);
  return new;
end
$$;

-- As before; the table is named by its number, which nobody has to look up at each voucher.
create or replace trigger born_as_draft before insert on public.vouchers
  for each row when (new.status <> 'draft' and (current_setting('app.entering', true) is distinct from 'posted'
    or not has_table_privilege('public.account_balances'::regclass, 'insert')))
  execute function app.refuse('a voucher is posted from a draft');

-- Lines that come with a voucher that is born posted are all of its lines: they are its day's, and balance as they are stored. Planned as
-- posting has it set.
create function app.guard_posted_lines() returns trigger
language plpgsql
as $$
declare
  part record;
begin
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
end
$$;

-- Other lines are added to a draft of the same client, which is locked, so that it cannot be posted meanwhile.
create or replace function app.guard_added_lines() returns trigger
language plpgsql set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off
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
create or replace trigger guard_added after insert on public.voucher_lines referencing new table as added
  for each statement when (current_setting('app.entering', true) is distinct from 'posted'
    or not has_table_privilege('public.account_balances'::regclass, 'insert'))
  execute function app.guard_added_lines();
create trigger guard_posted after insert on public.voucher_lines referencing new table as added
  for each statement when (current_setting('app.entering', true) = 'posted'
    and has_table_privilege('public.account_balances'::regclass, 'insert'))
  execute function app.guard_posted_lines();

revoke all on function app.write_posted(uuid[], uuid[], text[], date[], integer[], text[], jsonb[], jsonb, uuid[], integer[], integer[],
  bytea[], timestamptz[]) from public;
revoke all on function app.enter_sound(jsonb) from public;
revoke all on function app.guard_posted_lines() from public;
