-- What a document states beside its books: the header of the envelope it came in ({id, type, sender, receiver}), and of one that is
-- no invoice its two parties. As read, like the invoice.
alter table public.documents add column facts jsonb check (jsonb_typeof(facts) = 'object');
create or replace trigger audit after insert or update or delete on public.documents
  for each row when (current_setting('app.user_id', true) is distinct from '')
  execute function app.audit_row('document_id', 'invoice,findings,facts');
