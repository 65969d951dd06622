-- Who looks at, or edits, which document right now; and who changed a draft last.

-- Unlogged: a lease is worth seconds, and after a crash nobody is there any more. A lease ends by itself.
create unlogged table public.presence (
  tenant_id uuid not null,
  user_id uuid not null,
  -- One for each open tab of a person.
  tab_id uuid not null,
  client_id uuid not null,
  document_id uuid,
  editing boolean not null default false,
  expires_at timestamptz not null,
  primary key (tenant_id, user_id, tab_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, document_id) references public.documents on delete cascade,
  check (document_id is not null or not editing)
);
create index presence_of_client on public.presence (tenant_id, client_id);
create index presence_of_document on public.presence (tenant_id, document_id) where document_id is not null;
call app.guard_tenant_table('public.presence', 'client_id');
grant select, insert, update, delete on public.presence to muhasebi_app;

-- Null where a draft is still as it was proposed.
alter table public.vouchers add column changed_by uuid, add column changed_at timestamptz;
