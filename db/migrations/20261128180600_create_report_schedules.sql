-- Reports that come by themselves: when, about whom, to whom; each run once; whom it reached.

alter table public.office_settings
  -- In which the times of the office are meant: "Europe/Istanbul".
  add column time_zone text not null default 'Europe/Istanbul' check (time_zone ~ '^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}$');

create table public.report_schedules (
  tenant_id uuid not null references public.offices,
  schedule_id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120 and name = btrim(name)),
  report_id text not null check (report_id ~ '^[a-z][a-z0-9-]{0,59}$'),
  format text not null check (format in ('pdf', 'xlsx', 'csv')),
  language text not null check (language in ('tr', 'en')),
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  -- office: a report of the whole office; all: of every client company that is not archived; some: of those named.
  about text not null check (about in ('office', 'all', 'some')),
  client_ids uuid[] not null default '{}' check ((about = 'some') = (cardinality(client_ids) > 0) and cardinality(client_ids) <= 5000),
  -- {every: day | week | month | closing, …}, with the time of day where there is one.
  rule jsonb not null check (rule ->> 'every' in ('day', 'week', 'month', 'closing')),
  span text not null check (span in ('previous-month', 'this-month', 'previous-week', 'yesterday', 'year-to-previous-month')),
  recipients jsonb not null check (jsonb_typeof(recipients) = 'array' and jsonb_array_length(recipients) between 1 and 50),
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 4000),
  attach boolean not null,
  skip_empty boolean not null,
  -- The next day that is due and its moment; null while paused or ended, and where closings decide.
  next_due_day date,
  next_due_at timestamptz,
  -- Months closed from this moment on are reported.
  watch_from timestamptz,
  paused_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, schedule_id),
  check ((next_due_day is null) = (next_due_at is null)),
  check ((watch_from is not null) = (rule ->> 'every' = 'closing'))
);
create index report_schedules_due on public.report_schedules (tenant_id, next_due_at) where next_due_at is not null;
call app.guard_tenant_table('public.report_schedules');
create trigger audit after insert or update on public.report_schedules
  for each row execute function app.audit_row('schedule_id', 'version,next_due_day,next_due_at,watch_from,body');
grant select, insert on public.report_schedules to muhasebi_app;
grant update (name, report_id, format, language, options, about, client_ids, rule, span, recipients, subject, body, attach,
  skip_empty, next_due_day, next_due_at, watch_from, paused_at, ended_at, version) on public.report_schedules to muhasebi_app;

create table public.report_runs (
  tenant_id uuid not null,
  run_id uuid not null default uuidv7(),
  schedule_id uuid not null,
  -- Null: of the whole office.
  client_id uuid,
  -- "2026-12-01" of the calendar, "closing:2026-11" of a closed month, "now:<id>" of a wish: each once a schedule and client.
  due_key text not null check (length(due_key) between 1 and 60),
  due_at timestamptz not null,
  -- Due days that were missed before this one, and that it stands for.
  missed integer not null default 0 check (missed >= 0),
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  -- Null: whom the schedule names; else this person alone ("send me one now").
  only_to uuid,
  state text not null default 'queued' check (state in ('queued', 'running', 'sent', 'failed', 'skipped')),
  -- Why it failed or was skipped, {tr, en}.
  reason jsonb,
  attempts integer not null default 0,
  file_name text check (length(file_name) between 1 and 255),
  content_type text,
  sha256 text,
  size_bytes bigint,
  is_empty boolean,
  summary jsonb,
  started_at timestamptz,
  -- Its mails were handed over; from here on it is not made again.
  posted_at timestamptz,
  sent_at timestamptz,
  ended_at timestamptz,
  -- Until when the file can be fetched.
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, run_id),
  unique nulls not distinct (tenant_id, schedule_id, due_key, client_id),
  foreign key (tenant_id, schedule_id) references public.report_schedules,
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files,
  check ((sha256 is null) = (size_bytes is null) and (sha256 is null) = (file_name is null)),
  check (state not in ('failed', 'skipped') or reason is not null)
);
create index report_runs_of_client on public.report_runs (tenant_id, client_id, run_id desc);
create index report_runs_by_content on public.report_runs (tenant_id, sha256) where sha256 is not null;
create index report_runs_open on public.report_runs (tenant_id, created_at) where state in ('queued', 'running');
call app.guard_tenant_table('public.report_runs', 'client_id');
create function app.guard_report_run() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  if (new.tenant_id, new.run_id, new.schedule_id, new.due_key) is distinct from (old.tenant_id, old.run_id, old.schedule_id, old.due_key)
    or new.client_id is distinct from old.client_id then
    raise exception using errcode = 'MU001', message = 'a run stays that of its due day', table = 'report_runs';
  end if;
  if old.sent_at is not null and new.sent_at is null then
    raise exception using errcode = 'MU001', message = 'what was sent stays sent', table = 'report_runs';
  end if;
  return new;
end
$$;
revoke all on function app.guard_report_run() from public;
create trigger guard before update on public.report_runs for each row execute function app.guard_report_run();
grant select, insert, update on public.report_runs to muhasebi_app;

create table public.report_run_recipients (
  tenant_id uuid not null,
  recipient_id uuid not null default uuidv7(),
  run_id uuid not null,
  client_id uuid,
  -- Null: an address without an account.
  user_id uuid,
  address text not null check (length(address) between 1 and 254),
  name text,
  -- Null: nothing could be posted.
  mail_id uuid,
  state text not null check (state in ('waiting', 'sent', 'held', 'failed', 'bounced')),
  reason jsonb,
  -- Tried again since; another row says what became of it.
  is_retried boolean not null default false,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, recipient_id),
  foreign key (tenant_id, run_id) references public.report_runs,
  foreign key (tenant_id, client_id) references public.clients,
  check ((state in ('failed', 'bounced')) = (reason is not null))
);
create index report_run_recipients_of_run on public.report_run_recipients (tenant_id, run_id);
create index report_run_recipients_of_user on public.report_run_recipients (tenant_id, user_id, client_id) where user_id is not null;
create unique index report_run_recipients_of_mail on public.report_run_recipients (tenant_id, mail_id) where mail_id is not null;
call app.guard_tenant_table('public.report_run_recipients', 'client_id');
grant select, insert, update (mail_id, state, reason, is_retried, ended_at) on public.report_run_recipients to muhasebi_app;
