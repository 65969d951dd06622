-- Vouchers that are entered and posted in one act: many rows by a few statements, and of a refused one nothing is kept.

-- Each entry is an object {id, type, date, description, lines}, each line an array {account, debit, credit, description,
-- currency, amount, rate}. Answers one row an entry, in their order: its number, or why it does not stand. An id that
-- is there already answers with its number, so that a repeated request changes nothing.
create function app.enter_vouchers(client uuid, entries jsonb)
returns table (entry_id uuid, given_no integer, refusal text, refusal_detail text)
language plpgsql set search_path = pg_catalog, public, app, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  ids uuid[];
  fresh uuid[];
  missing jsonb;
  codes jsonb := '{}';
begin
  perform set_config('app.entering', 'on', true);
  select array_agg((e ->> 'id')::uuid order by place) into ids
  from jsonb_array_elements(entries) with ordinality x (e, place);
  -- The accounts that are not in the chart: the first of each entry.
  select coalesce(jsonb_object_agg(u.id, u.code), '{}') into missing
  from (
    select e ->> 'id' as id, min(l ->> 0) as code
    from jsonb_array_elements(entries) e, jsonb_array_elements(e -> 'lines') l
    where l ->> 0 in (
      select used.code from (
        select distinct m ->> 0 as code from jsonb_array_elements(entries) n, jsonb_array_elements(n -> 'lines') m) used
      where not exists (select from public.accounts a
        where a.tenant_id = app.tenant_id() and a.client_id = client and a.code = used.code))
    group by 1) u;
  with inserted as (
    insert into public.vouchers (tenant_id, voucher_id, client_id, type, voucher_date, description, created_by)
    select app.tenant_id(), (e ->> 'id')::uuid, client, e ->> 'type', (e ->> 'date')::date, e ->> 'description', app.user_id()
    from jsonb_array_elements(entries) with ordinality x (e, place)
    where not missing ? (e ->> 'id')
    order by place
    on conflict (tenant_id, voucher_id) do nothing
    returning voucher_id)
  select coalesce(array_agg(i.voucher_id), '{}') into fresh from inserted i;
  insert into public.voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
    description, fx_currency, fx_amount, fx_rate)
  select app.tenant_id(), client, (e ->> 'id')::uuid, n, l ->> 0, (l ->> 1)::bigint, (l ->> 2)::bigint, l ->> 3, l ->> 4,
    (l ->> 5)::numeric, (l ->> 6)::numeric
  from jsonb_array_elements(entries) e, jsonb_array_elements(e -> 'lines') with ordinality x (l, n)
  where (e ->> 'id')::uuid = any (fresh);
  begin
    perform app.mark_posted(ids, fresh);
  exception when sqlstate 'MU010' or sqlstate 'MU011' or sqlstate 'MU012' or sqlstate 'MU013' or sqlstate 'MU014'
    or sqlstate 'MU016' then
    select coalesce(jsonb_object_agg(f.voucher_id, jsonb_build_array(f.refusal, f.detail)), '{}') into codes
    from app.posting_faults(app.tenant_id(), client, fresh) f;
    delete from public.vouchers v
    where v.tenant_id = app.tenant_id() and v.voucher_id = any (fresh) and codes ? v.voucher_id::text;
    perform app.mark_posted(ids, array(select d from unnest(fresh) d where not codes ? d::text));
  end;
  perform set_config('app.entering', '', true);
  return query
    select w.id, v.fis_no,
      case when missing ? w.id::text then 'MU017' when codes ? w.id::text then codes -> w.id::text ->> 0
        when v.fis_no is null then 'MU001' end,
      case when missing ? w.id::text then missing ->> w.id::text else codes -> w.id::text ->> 1 end
    from unnest(ids) with ordinality w (id, place)
    left join public.vouchers v on v.tenant_id = app.tenant_id() and v.voucher_id = w.id and v.client_id = client
      and v.status = 'posted'
    order by w.place;
end
$$;
revoke all on function app.enter_vouchers(uuid, jsonb) from public;
grant execute on function app.enter_vouchers(uuid, jsonb) to muhasebi_app;
