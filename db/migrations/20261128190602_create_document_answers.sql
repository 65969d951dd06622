-- The answer that an accountant wrote to a commercial invoice of a client: kept, downloaded, sent by other means. What was
-- really sent comes back as a document of its own.
create table public.document_answers (
  tenant_id uuid not null references public.offices,
  document_id uuid not null,
  client_id uuid not null,
  answer text not null check (answer in ('KABUL', 'RED')),
  reason text check (length(reason) between 1 and 500),
  answer_no text not null check (length(answer_no) between 1 and 100),
  answer_ettn uuid not null,
  -- The unsigned document as it was written.
  xml text not null check (octet_length(xml) <= 100000),
  written_by uuid default app.user_id(),
  written_at timestamptz not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references public.documents on delete cascade,
  check (answer <> 'RED' or reason is not null)
);
call app.guard_tenant_table('public.document_answers', 'client_id');
create trigger audit after insert or delete on public.document_answers
  for each row execute function app.audit_row('document_id', 'xml,answer_ettn');
grant select, insert, delete on public.document_answers to muhasebi_app;
