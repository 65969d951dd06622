-- What the planner is told of tables before they hold enough to be looked at. Without it a new installation believes that the office
-- alone finds a row as well as the whole key does: the check of a foreign key then walks through any index that begins with the office,
-- again for every line, until autovacuum comes by. Told of offices alone, it takes the few accounts of a client for fewer than the lines
-- of a voucher. So both are said, of every table there is and will be.

-- One office with one client: true of a new installation, and the first ANALYZE puts its own figures in place of these.
create procedure app.expect_one_office(table_name regclass)
language plpgsql
as $$
declare
  place record;
begin
  for place in
    select n.nspname::text as schema, c.relname::text as name, a.attname::text as part
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname in ('tenant_id', 'client_id') and not a.attisdropped
    where c.oid = table_name and c.relkind = 'r'
  loop
    if not pg_catalog.pg_restore_attribute_stats('schemaname', place.schema, 'relname', place.name, 'attname', place.part,
      'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real) then
      raise exception 'the planner does not take what is said of %', table_name;
    end if;
  end loop;
end
$$;
revoke all on procedure app.expect_one_office(regclass) from public;

-- Beside the walls between offices, so that every table to come has it.
create or replace procedure app.guard_tenant_table(table_name regclass, client_column text default null)
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
  call app.expect_one_office(table_name);
end
$$;

-- Tables that hold something have been looked at, or will be within a minute.
do $$
declare
  place record;
begin
  for place in
    select c.oid::regclass as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples <= 0
    order by c.relname
  loop
    call app.expect_one_office(place.name);
  end loop;
end
$$;
