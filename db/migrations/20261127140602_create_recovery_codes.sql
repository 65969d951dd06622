-- Codes that stand in for a lost second factor, and what an office's owner did to a member's way in.

-- Of a person, not of an office, like users and sessions. Only a keyed hash is kept; each is good once.
create table public.recovery_codes (
  user_id uuid not null references public.users,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (user_id, code_hash)
);
grant select, insert, update, delete on public.recovery_codes to muhasebi_app;

-- Told in the audit log by changing here: whose second factor was reset, whose sessions were ended, and by whom.
alter table public.memberships
  add column second_factor_reset_at timestamptz,
  add column sessions_ended_at timestamptz;
