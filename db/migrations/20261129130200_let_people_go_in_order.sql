-- As before, but sessions first: who signs out or refreshes holds a session and then asks for its person, and the two met in a deadlock.
create or replace function app.empty_demo_people(office uuid) returns void
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
    update public.sessions s
    set ended_at = coalesce(s.ended_at, now()), ended_because = coalesce(s.ended_because, 'demo-removed'),
      address = null, user_agent = null
    where s.user_id = person;
    delete from public.password_resets r where r.user_id = person;
    update public.users u
    set email = 'removed-' || person || '@demo.invalid', name = '-', password_hash = null,
      totp_secret_encrypted = null, totp_confirmed_at = null, totp_last_step = null,
      disabled_at = coalesce(u.disabled_at, now())
    where u.user_id = person;
  end loop;
  perform set_config('app.user_id', '', true);
end
$$;
