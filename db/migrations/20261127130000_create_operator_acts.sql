-- What a platform administrator did on the operations page: which job was tried again, cancelled or taken off the queue.
-- Of no office: the queue belongs to the installation. Append-only.
create table public.operator_acts (
  act_id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  user_id uuid not null references public.users,
  address inet,
  request_id text check (length(request_id) <= 64),
  act text not null check (act in ('retry-job', 'cancel-job', 'remove-job')),
  -- The number of the job in the queue, and its kind.
  subject text not null check (length(subject) <= 100),
  detail text not null default '' check (length(detail) <= 500)
);
create index operator_acts_latest on public.operator_acts (at desc);
create trigger append_only before update or delete on public.operator_acts
  for each row execute function app.refuse('operator_acts is append-only');
create trigger not_truncated before truncate on public.operator_acts
  for each statement execute function app.refuse('operator_acts is append-only');

grant select, insert on public.operator_acts to muhasebi_app;
