-- Exports go by way of the customs ministry; their counterparty is the buyer that they really go to, as in the ledger.
-- Bounds of length: those of the reader (document-intake/reading.ts).
do $$
declare
  office uuid;
begin
  perform set_config('app.every_office', 'on', true), set_config('app.client_scope', 'all', true);
  for office in select tenant_id from public.offices loop
    perform set_config('app.tenant_id', office::text, true);
    update public.documents
    set counterparty_tax_id = left(btrim(invoice -> 'buyer' -> 'taxId' ->> 'value'), 20),
      counterparty_name = left(btrim(invoice -> 'buyer' ->> 'name'), 300)
    where tenant_id = office and direction = 'satis' and jsonb_typeof(invoice -> 'buyer') = 'object';
  end loop;
  perform set_config('app.every_office', '', true), set_config('app.client_scope', '', true),
    set_config('app.tenant_id', '', true);
end
$$;
