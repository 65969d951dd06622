-- A tax number or an amount that few or no documents have is found at once over all clients of an office, the newest first: without
-- an index in that order PostgreSQL may walk all documents from the newest on, and finds nothing at the end of a million.
create index document_keys_by_tax_id_of_office on public.document_keys (tenant_id, counterparty_tax_id, document_id);
create index document_keys_by_amount_of_office on public.document_keys (tenant_id, payable_kurus, document_id);
