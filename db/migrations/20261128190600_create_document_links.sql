-- What a document says of others: the invoice it answers or returns, the note its goods came with. Kept as stated and found
-- by ETTN or number when asked, so that it does not matter which of the two came first.
create table public.document_links (
  tenant_id uuid not null references public.offices,
  document_id uuid not null,
  position smallint not null check (position between 0 and 999),
  client_id uuid not null,
  kind text not null check (kind in ('answer', 'return', 'reference', 'despatch', 'receipt', 'order')),
  target_ettn text check (length(target_ettn) <= 100),
  target_no text check (length(target_no) between 1 and 100),
  target_date date,
  -- Of an answer: KABUL, RED, IADE and the like as written, and why.
  answer text check (length(answer) <= 100),
  note text check (length(note) <= 500),
  primary key (tenant_id, document_id, position),
  foreign key (tenant_id, document_id) references public.documents on delete cascade,
  check (target_ettn is not null or target_no is not null)
);
create index document_links_by_ettn on public.document_links (tenant_id, client_id, target_ettn)
  where target_ettn is not null;
create index document_links_by_number on public.document_links (tenant_id, client_id, target_no)
  where target_no is not null;
call app.guard_tenant_table('public.document_links', 'client_id');
grant select, insert, delete on public.document_links to muhasebi_app;

-- Answers, despatch notes and receipts hold no ETTN against others, but are found by it.
create index documents_others_by_ettn on public.documents (tenant_id, client_id, ettn)
  where kind = 'other' and ettn is not null;
