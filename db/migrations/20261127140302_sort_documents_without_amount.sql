-- What has no amount is the least of all: least() passes over nulls, and had made it the greatest.
create or replace function app.kurus_of(amount numeric) returns bigint
language sql immutable parallel safe
as $$
  select case when amount is null then -9.1e18 else greatest(least(round(amount * 100), 9e18), -9e18) end::bigint
$$;

do $$
declare
  office uuid;
begin
  perform set_config('app.every_office', 'on', true), set_config('app.client_scope', 'all', true);
  for office in select tenant_id from public.offices loop
    perform set_config('app.tenant_id', office::text, true);
    update public.document_keys k set payable_kurus = app.kurus_of(d.payable)
    from public.documents d
    where k.tenant_id = office and d.tenant_id = office and d.document_id = k.document_id
      and k.payable_kurus <> app.kurus_of(d.payable);
  end loop;
  perform set_config('app.every_office', '', true), set_config('app.client_scope', '', true),
    set_config('app.tenant_id', '', true);
end
$$;
