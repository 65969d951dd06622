-- An invoice that was cancelled (iptal) after it came: when, by which way, and the draft that its cancellation took out of
-- review, so that taking it back puts the draft back as it was.
create table public.document_cancellations (
  tenant_id uuid not null references public.offices,
  document_id uuid not null,
  client_id uuid not null,
  cancelled_on date not null,
  -- portal: GİB's portal of cancellations or the integrator; objection: noter, KEP or registered mail; other: by its note.
  way text not null check (way in ('portal', 'objection', 'other')),
  reference_no text check (length(reference_no) between 1 and 100),
  note text check (length(note) between 1 and 500),
  draft jsonb check (pg_column_size(draft) <= 8000000),
  written_by uuid default app.user_id(),
  written_at timestamptz not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references public.documents on delete cascade,
  check (way <> 'other' or note is not null),
  check (cancelled_on <= (written_at at time zone 'Europe/Istanbul')::date)
);
call app.guard_tenant_table('public.document_cancellations', 'client_id');
create trigger audit after insert or delete on public.document_cancellations
  for each row execute function app.audit_row('document_id', 'draft');
-- The document may move to another client, and its cancellation with it.
grant select, insert, update (client_id), delete on public.document_cancellations to muhasebi_app;
