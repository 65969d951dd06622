-- Whether an address of the office is on and wants events of this type; a function, so that its plan is made once a connection.
create function app.is_subscribed(office uuid, event_type text) returns boolean
language plpgsql stable set search_path = pg_catalog, public, app, pg_temp
as $$
begin
  return exists (
    select from public.webhook_endpoints e
    where e.tenant_id = office and e.off_at is null and event_type = any (e.events));
end
$$;
revoke all on function app.is_subscribed(uuid, text) from public;
grant execute on function app.is_subscribed(uuid, text) to muhasebi_app;
