-- What operators did for the installation as a whole (backup, its verification, a restore drill, a check of the books),
-- so that the operations page and the metrics can say when it was last done, and how it ended. Of no office.
create table public.operation_runs (
  run_id uuid primary key default uuidv7(),
  kind text not null check (kind in ('backup', 'backup-verification', 'restore-drill', 'ledger-check')),
  started_at timestamptz not null,
  ended_at timestamptz not null check (ended_at >= started_at),
  outcome text not null check (outcome in ('ok', 'failed')),
  -- Where the backup lies, or which one was verified or restored; no secret is ever part of it.
  place text check (length(place) <= 500),
  size_bytes bigint check (size_bytes >= 0),
  -- One line for a person: why it failed, or what was counted.
  detail text not null default '' check (length(detail) <= 2000)
);
create index operation_runs_latest on public.operation_runs (kind, ended_at desc);

-- Written by the operator's commands as the owner of the schema; the application only reads.
grant select on public.operation_runs to muhasebi_app;
