-- A demo office can be taken away with everything in it; no other office can, by whoever. See ADR 0025.

-- Asked first, which closes it to its people; its stored files go next; then this last mark takes the rows away.
alter table public.offices
  add column removal_asked_at timestamptz,
  add column files_removed_at timestamptz,
  add constraint only_a_demo_is_removed check (removal_asked_at is null or kind = 'demo'),
  add constraint files_go_after_asking check (files_removed_at is null or removal_asked_at is not null);

-- A real office never becomes a demo, so what holds for demos can never reach it.
create trigger keeps_its_kind before update on public.offices
  for each row when (old.kind is distinct from new.kind)
  execute function app.refuse('the kind of an office never changes');
-- An office that is gone leaves no audit log to write into; nobody but the removal deletes one.
create or replace trigger audit after insert or update on public.offices
  for each row execute function app.audit_row('tenant_id');

-- Refuses whatever the trigger stands on, as before; rows of a demo office whose removal has come this far may go, and
-- only where the owner of the table takes them, which the application's role never is.
create or replace function app.refuse() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'DELETE' and tg_level = 'ROW'
    and current_user = (select pg_catalog.pg_get_userbyid(c.relowner) from pg_catalog.pg_class c where c.oid = tg_relid)
    and exists (select from public.offices o
      where o.tenant_id = (pg_catalog.to_jsonb(old) ->> 'tenant_id')::uuid
        and o.kind = 'demo' and o.removal_asked_at is not null and o.files_removed_at is not null) then
    return old;
  end if;
  raise exception using errcode = 'MU001', message = tg_argv[0], table = tg_table_name;
end
$$;

-- People who belonged to this office alone keep no name, address or way in; what they did elsewhere is left alone.
-- The demo's administrator of the installation, whose password is printed in the open, goes with it.
create function app.empty_demo_people(office uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
as $$
declare
  person uuid;
begin
  for person in
    select m.user_id from public.memberships m where m.tenant_id = office
    union
    select u.user_id from public.users u where u.is_platform_admin and u.email like '%@demo.muhasebi.local'
  loop
    -- Their own memberships, of other offices too, are seen by the policy of the door.
    perform set_config('app.user_id', person::text, true);
    continue when exists (select from public.memberships m where m.user_id = person and m.tenant_id <> office);
    update public.users u
    set email = 'removed-' || person || '@demo.invalid', name = '-', password_hash = null,
      totp_secret_encrypted = null, totp_confirmed_at = null, totp_last_step = null,
      disabled_at = coalesce(u.disabled_at, now())
    where u.user_id = person;
    delete from public.password_resets r where r.user_id = person;
    update public.sessions s
    set ended_at = coalesce(s.ended_at, now()), ended_because = coalesce(s.ended_because, 'demo-removed'),
      address = null, user_agent = null
    where s.user_id = person;
  end loop;
  perform set_config('app.user_id', '', true);
end
$$;

-- Every table with a tenant_id, those of later migrations too, in whatever order their references allow: what cannot go
-- yet is tried again in the next round. All in the transaction that sets the mark, or nothing.
create function app.remove_demo_office() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
as $$
declare
  place record;
  gone bigint;
  progress boolean;
  waiting text;
begin
  perform set_config('app.tenant_id', new.tenant_id::text, true), set_config('app.client_scope', 'all', true),
    set_config('app.user_id', '', true);
  perform app.empty_demo_people(new.tenant_id);
  loop
    progress := false;
    waiting := null;
    for place in
      select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'offices'
        and exists (select from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
      order by c.relname
    loop
      begin
        execute format('delete from %s where tenant_id = $1', place.name) using new.tenant_id;
        get diagnostics gone = row_count;
        progress := progress or gone > 0;
      exception when foreign_key_violation or sqlstate 'MU001' then
        waiting := concat_ws('; ', waiting, place.name || ': ' || sqlerrm);
      end;
    end loop;
    exit when not progress;
  end loop;
  if waiting is not null then
    raise exception using errcode = 'MU020', message = 'a demo office holds rows that do not go', detail = waiting;
  end if;
  update public.sessions s set current_office_id = null where s.current_office_id = new.tenant_id;
  delete from public.offices o where o.tenant_id = new.tenant_id;
  return null;
end
$$;
-- New functions are everybody's until somebody says otherwise; nothing that any release calls is taken away.
do $$
begin
  revoke all on function app.empty_demo_people(uuid), app.remove_demo_office() from public;
end
$$;
create trigger removed after update on public.offices
  for each row when (new.files_removed_at is not null and old.files_removed_at is null)
  execute function app.remove_demo_office();
