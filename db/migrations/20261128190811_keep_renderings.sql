-- What integrators and GİB's portal export beside an XML: the same document as they draw it, as PDF or HTML. The XML stays the
-- original; a rendering is kept beside it, byte for byte, and is never read.
create table public.document_renderings (
  tenant_id uuid not null references public.offices,
  rendering_id uuid not null default uuidv7(),
  document_id uuid not null,
  client_id uuid not null,
  kind text not null check (kind in ('pdf', 'html')),
  file_name text not null check (length(file_name) between 1 and 500),
  sha256 text collate "C" not null,
  size_bytes bigint not null check (size_bytes between 1 and 20 * 1024 * 1024),
  created_at timestamptz not null default now(),
  primary key (tenant_id, rendering_id),
  unique (tenant_id, document_id, sha256),
  foreign key (tenant_id, document_id) references public.documents on delete cascade,
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files
);
create index document_renderings_by_content on public.document_renderings (tenant_id, sha256);
call app.guard_tenant_table('public.document_renderings', 'client_id');
grant select, insert, update (client_id) on public.document_renderings to muhasebi_app;

create function app.guard_rendering() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  if not exists (
    select from public.documents d
    where d.tenant_id = new.tenant_id and d.document_id = new.document_id and d.client_id = new.client_id) then
    raise exception using errcode = 'MU002', message = 'a rendering belongs to the client of its document',
      table = 'document_renderings';
  end if;
  return new;
end
$$;
-- A document that is moved to another client takes its renderings along.
create function app.move_renderings() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  update public.document_renderings r set client_id = new.client_id
  where r.tenant_id = new.tenant_id and r.document_id = new.document_id;
  return null;
end
$$;
revoke all on function app.guard_rendering() from public;
revoke all on function app.move_renderings() from public;
create trigger guard before insert or update on public.document_renderings
  for each row execute function app.guard_rendering();
create trigger takes_renderings after update of client_id on public.documents
  for each row when (old.client_id is distinct from new.client_id) execute function app.move_renderings();

-- A rendering that came before its XML waits as a file that could not be read, under the ETTN or number that its name says.
create index documents_waiting_as_renderings
  on public.documents (tenant_id, client_id, (coalesce(ettn, document_no)) collate "C")
  where state = 'FAILED' and kind = 'unknown' and coalesce(ettn, document_no) is not null;
