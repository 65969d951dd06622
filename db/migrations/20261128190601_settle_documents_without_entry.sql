-- What asks for no entry in the books (answers, despatch notes, receipts) ends there, rather than waiting for review for ever.
-- The version before this one does not know the state: before going back, set SETTLED documents to READY.
alter table public.documents drop constraint documents_state_check;
alter table public.documents add constraint documents_state_check
  check (state in ('PENDING', 'PROCESSING', 'READY', 'SETTLED', 'POSTED', 'REJECTED', 'FAILED', 'UNPACKED'));
