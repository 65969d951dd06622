-- A reversal may wait as a draft: what it names is held against it when it is posted. It mirrors that voucher line by line,
-- whoever wrote its lines; the detail "mirror" tells this fault from that of a voucher that cannot be reversed.
create or replace function app.posting_faults(office uuid, client uuid, ids uuid[])
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
          when v.reversal_of is not null and exists (
            select from (
              select m.line_no, m.account_code, m.credit_kurus as debit, m.debit_kurus as credit from public.voucher_lines m
              where m.tenant_id = office and m.voucher_id = v.voucher_id
              except
              select o.line_no, o.account_code, o.debit_kurus, o.credit_kurus from public.voucher_lines o
              where o.tenant_id = office and o.voucher_id = v.reversal_of) strange)
            then array['MU016', 'mirror']
          when v.reversal_of is not null and l.lines <> (
            select count(*) from public.voucher_lines o where o.tenant_id = office and o.voucher_id = v.reversal_of)
            then array['MU016', 'mirror']
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
