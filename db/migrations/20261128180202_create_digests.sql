-- What a person wants by mail and is told of in one mail a day, beside what the app shows.
create table public.digest_entries (
  tenant_id uuid not null,
  entry_id uuid not null default uuidv7(),
  user_id uuid not null,
  kind text not null check (kind in ('sync-failed', 'report-failed', 'documents-waiting', 'period-closing')),
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object' and pg_column_size(params) <= 2000),
  about_client_id uuid,
  link text check (length(link) <= 500 and link ~ '^/[^/\\]'),
  -- Events of one key are one entry until they are mailed.
  fold_key text check (length(fold_key) <= 200),
  created_at timestamptz not null default now(),
  -- When it was put into a mail; null until then.
  mailed_at timestamptz,
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, user_id) references public.memberships,
  foreign key (tenant_id, about_client_id) references public.clients
);
create unique index digest_entries_folded on public.digest_entries (tenant_id, user_id, fold_key)
  where fold_key is not null and mailed_at is null;
create index digest_entries_waiting on public.digest_entries (tenant_id, user_id, created_at) where mailed_at is null;
create index digest_entries_mailed on public.digest_entries (tenant_id, user_id, mailed_at desc);
create index digest_entries_about_client on public.digest_entries (tenant_id, about_client_id) where about_client_id is not null;

call app.guard_tenant_table('public.digest_entries');
grant select, insert, update, delete on public.digest_entries to muhasebi_app;
