-- The first run of an installation: its one-time code, and what was entered before there is an office. Of no office.
create table public.first_run (
  -- One row at most; it is locked by whoever makes the first office, and gone afterwards.
  only_row boolean primary key default true check (only_row),
  -- SHA-256 of the code that the operator sees.
  code_hash bytea not null check (octet_length(code_hash) = 32),
  expires_at timestamptz not null,
  -- Wrong codes since this one was made; too many make it worthless.
  wrong_tries integer not null default 0 check (wrong_tries >= 0),
  owner_email text check (owner_email = lower(owner_email) and length(owner_email) <= 254),
  owner_name text check (length(owner_name) between 1 and 120),
  owner_password_hash text,
  check ((owner_email is null) = (owner_name is null) and (owner_email is null) = (owner_password_hash is null))
);
grant select, insert, update, delete on public.first_run to muhasebi_app;
