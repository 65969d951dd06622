-- The file of a report that was sent goes after its links ended: the run lets go of it, and a day later, when no backup that named
-- it is still being taken, the store does.
alter table public.report_runs
  add column ended_sha256 text check (ended_sha256 ~ '^[0-9a-f]{64}$'),
  add column file_ended_at timestamptz;
alter table public.report_runs drop constraint report_runs_check1;
alter table public.report_runs add constraint report_runs_file check (
  (sha256 is null) = (size_bytes is null)
  and ((sha256 is null) = (file_name is null) or (file_ended_at is not null and file_name is not null)));
create index report_runs_to_end on public.report_runs (tenant_id, expires_at) where sha256 is not null;
create index report_runs_to_remove on public.report_runs (tenant_id, file_ended_at) where ended_sha256 is not null;

-- What a run let go of is no stored file any more, unless something else points to it. What does so by a key is known to the database
-- itself, that of later migrations too; what waits to be sent names its attachments in a list.
create function app.release_file_of_run() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
as $$
begin
  if exists (
    select from public.outgoing_mails m
    where m.tenant_id = new.tenant_id and m.state in ('queued', 'sending')
      and m.attachments @> jsonb_build_array(jsonb_build_object('sha256', new.ended_sha256))) then
    return null;
  end if;
  begin
    delete from public.stored_files f where f.tenant_id = new.tenant_id and f.sha256 = new.ended_sha256;
  exception when foreign_key_violation then
    -- Somebody else's file, too.
    null;
  end;
  return null;
end
$$;
revoke all on function app.release_file_of_run() from public;
create trigger release_file after update of ended_sha256 on public.report_runs
  for each row when (new.ended_sha256 is not null) execute function app.release_file_of_run();
