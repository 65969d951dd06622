-- What the role of the application needs, and no more: who finds a way to run SQL of their own gets no further by it.
-- contract: nothing of ours ever used what is taken away here.

-- Functions of the owner are reached through their triggers alone. Executable by everybody, they could be hung on a
-- temporary table, and would then write audit lines, numbers and book dates that nobody asked for.
revoke all on all routines in schema app from public;
grant execute on function
  app.tenant_id(), app.user_id(), app.sees_all_clients(), app.client_scope(), app.fold(text),
  app.fiscal_year(date, integer), app.post_drafts(uuid, uuid[])
  to muhasebi_app;
alter function app.audit_row() set search_path = pg_catalog, public, app, pg_temp;
alter function app.post_voucher() set search_path = pg_catalog, public, app, pg_temp;

-- Audit lines are written by the trigger alone; and a client user's connection sees those of named clients only.
revoke insert on public.audit_log from muhasebi_app;
drop policy tenant_isolation on public.audit_log;
call app.guard_tenant_table('public.audit_log', 'client_id');

-- The application makes no temporary tables. Where the database is another's, its owner decides (a warning tells).
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;
