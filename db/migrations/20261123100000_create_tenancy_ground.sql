-- The ground of tenancy: the role of the application, the context of a transaction, and how a table is guarded.
-- contract: the first of all; no release runs before it.

-- The application's login roles are members of this role. It owns nothing and cannot bypass row-level security.
do $$
begin
  if not exists (select from pg_roles where rolname = 'muhasebi_app') then
    create role muhasebi_app nologin nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
end
$$;

create schema app;
grant usage on schema app to muhasebi_app;
grant usage on schema public to muhasebi_app;
revoke create on schema public from public;

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- The context lives for one transaction (set_config(…, true)). Unset means: sees nothing.
create function app.tenant_id() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

create function app.user_id() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Client scope: 'all', or a list of client ids "{…}" of a client user; unset means none.
create function app.sees_all_clients() returns boolean
language sql stable parallel safe
as $$ select coalesce(current_setting('app.client_scope', true), '') = 'all' $$;

create function app.client_scope() returns uuid[]
language sql stable parallel safe
as $$
  select case
    when coalesce(current_setting('app.client_scope', true), '') in ('', 'all') then '{}'::uuid[]
    else current_setting('app.client_scope', true)::uuid[]
  end
$$;

-- Refuses whatever the trigger stands on; its argument says why.
create function app.refuse() returns trigger
language plpgsql
as $$
begin
  raise exception using errcode = 'MU001', message = tg_argv[0], table = tg_table_name;
end
$$;

-- Guards a table of an office: row-level security for every role, its owner included. With a client column, a
-- client user sees the rows of named clients only; this is the one place where client scope is enforced.
create procedure app.guard_tenant_table(table_name regclass, client_column text default null)
language plpgsql
as $$
declare
  own text := 'tenant_id = (select app.tenant_id())';
begin
  if client_column is not null then
    own := own || format(
      ' and ((select app.sees_all_clients()) or %I = any ((select app.client_scope())::uuid[]))',
      client_column);
  end if;
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy tenant_isolation on %s using (%s) with check (%s)', table_name, own, own);
end
$$;

-- Turkish folding of searched text, the same as the code's fold(): I and İ and ı are i, marks are dropped.
create function app.fold(value text) returns text
language sql immutable parallel safe
as $$
  select translate(lower(translate(value, 'Iİı', 'iii')), 'çğöşüâîûé', 'cgosuaiue')
$$;
