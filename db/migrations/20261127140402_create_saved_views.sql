-- Views of the lists that people keep: filters and order as the address has them, and how the columns lie. A view is one
-- person's or the whole office's.

create table public.saved_views (
  tenant_id uuid not null references public.offices,
  view_id uuid not null default uuidv7(),
  -- Which list it is of, by the name that the app gives it.
  page text not null check (page ~ '^[a-z][a-z-]{0,39}$'),
  name text not null check (length(name) between 1 and 80 and name = btrim(name)),
  -- Null: of the office.
  owner_id uuid,
  -- The page's address after the question mark.
  search text not null default '' check (length(search) <= 2000),
  layout jsonb not null default '{}' check (jsonb_typeof(layout) = 'object' and length(layout::text) <= 8000),
  -- Shown when its page is opened without a filter; one's own before the office's.
  is_default boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, view_id),
  foreign key (tenant_id, owner_id) references public.memberships
);
create unique index saved_views_named on public.saved_views (tenant_id, page, owner_id, app.fold(name)) nulls not distinct;
create unique index saved_views_default on public.saved_views (tenant_id, page, owner_id) nulls not distinct
  where is_default;

call app.guard_tenant_table('public.saved_views');
-- A client user has views of its own; those of the office may name other companies.
create policy own_or_of_the_office on public.saved_views as restrictive
  using (owner_id = (select app.user_id()) or (owner_id is null and (select app.sees_all_clients())))
  with check (owner_id = (select app.user_id()) or (owner_id is null and (select app.sees_all_clients())));

-- What one keeps for oneself is no act of the office.
create trigger audit_made after insert on public.saved_views
  for each row when (new.owner_id is null) execute function app.audit_row('view_id');
create trigger audit after update on public.saved_views
  for each row when (old.owner_id is null or new.owner_id is null) execute function app.audit_row('view_id');
create trigger audit_gone after delete on public.saved_views
  for each row when (old.owner_id is null) execute function app.audit_row('view_id');

grant select, insert, update, delete on public.saved_views to muhasebi_app;
