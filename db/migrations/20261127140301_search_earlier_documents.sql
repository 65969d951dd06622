-- What came before documents could be searched is made searchable; what changes meanwhile is left to the triggers.
do $$
declare
  office uuid;
begin
  perform set_config('app.every_office', 'on', true), set_config('app.client_scope', 'all', true);
  for office in select tenant_id from public.offices loop
    perform set_config('app.tenant_id', office::text, true);
    insert into public.document_keys (tenant_id, document_id, client_id, issue_date, counterparty_tax_id,
      counterparty_key, payable_kurus)
    select d.tenant_id, d.document_id, d.client_id, coalesce(d.issue_date, '-infinity'),
      coalesce(d.counterparty_tax_id, ''), coalesce(app.search_key(d.counterparty_name), ''), app.kurus_of(d.payable)
    from public.documents d where d.tenant_id = office
    on conflict do nothing;
    insert into public.document_texts (tenant_id, document_id, client_id, search_text)
    select d.tenant_id, d.document_id, d.client_id, app.search_text_of(d.file_name, d.entry_path, d.document_no,
      d.ettn, d.counterparty_name, d.counterparty_tax_id, d.invoice)
    from public.documents d where d.tenant_id = office
    on conflict do nothing;
  end loop;
  perform set_config('app.every_office', '', true), set_config('app.client_scope', '', true),
    set_config('app.tenant_id', '', true);
end
$$;
