-- People invited into an office by a one-time link: they are members once they accept, and not before.

create table public.invitations (
  tenant_id uuid not null references public.offices,
  invitation_id uuid not null default uuidv7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  role text not null check (role in ('owner', 'accountant', 'staff', 'client')),
  invited_by uuid references public.users,
  created_at timestamptz not null default now(),
  -- SHA-256 of the link's token, made when the mail goes out; a new mail makes the earlier link worthless.
  token_hash bytea check (octet_length(token_hash) = 32),
  expires_at timestamptz not null,
  sent_at timestamptz,
  -- How often a mail was asked for.
  sends smallint not null default 1 check (sends between 1 and 10),
  accepted_at timestamptz,
  accepted_by uuid references public.users,
  withdrawn_at timestamptz,
  primary key (tenant_id, invitation_id),
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at is null or withdrawn_at is null)
);
create unique index invitations_open on public.invitations (tenant_id, email)
  where accepted_at is null and withdrawn_at is null;
create unique index invitations_by_token on public.invitations (tenant_id, token_hash) where token_hash is not null;
create index invitations_by_age on public.invitations (tenant_id, created_at);

-- The client companies that an invited client user will see.
create table public.invitation_clients (
  tenant_id uuid not null,
  invitation_id uuid not null,
  client_id uuid not null,
  primary key (tenant_id, invitation_id, client_id),
  foreign key (tenant_id, invitation_id) references public.invitations,
  foreign key (tenant_id, client_id) references public.clients
);

call app.guard_tenant_table('public.invitations');
call app.guard_tenant_table('public.invitation_clients', 'client_id');
create trigger audit after insert or update on public.invitations
  for each row execute function app.audit_row('invitation_id', 'token_hash,sent_at');
create trigger audit after insert on public.invitation_clients
  for each row execute function app.audit_row('invitation_id,client_id');
grant select, insert, update on public.invitations to muhasebi_app;
grant select, insert on public.invitation_clients to muhasebi_app;
