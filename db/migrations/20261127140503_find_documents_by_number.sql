-- A document is asked for by its number more than by anything else: found by the beginning of it, over all clients.
create index documents_by_number on public.documents (tenant_id, document_no collate "C") where document_no is not null;
