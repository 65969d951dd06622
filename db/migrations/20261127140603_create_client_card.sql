-- The card of a client company: who they are, what they were registered as and when, whom to call, where they bank.

create extension if not exists btree_gist;

alter table public.clients
  add column trade_name text check (length(trade_name) between 1 and 200),
  add column legal_type text check (legal_type in
    ('sahis', 'adi-ortaklik', 'limited', 'anonim', 'kollektif', 'komandit', 'kooperatif', 'dernek-vakif', 'diger')),
  add column address text check (length(address) between 1 and 300),
  add column phone text check (length(phone) between 1 and 40),
  add column email text check (length(email) between 3 and 254),
  -- Number in the central register of companies.
  add column mersis_no text check (mersis_no ~ '^[0-9]{16}$');

-- What held from which day to which: a past month is judged by what was true then. valid_to is the last day.
create table public.client_statuses (
  tenant_id uuid not null,
  client_id uuid not null,
  status_id uuid not null default uuidv7(),
  kind text not null,
  value text not null,
  valid_from date not null check (valid_from between '1950-01-01' and '2199-12-31'),
  valid_to date check (valid_to >= valid_from and valid_to <= '2199-12-31'),
  primary key (tenant_id, client_id, status_id),
  foreign key (tenant_id, client_id) references public.clients,
  constraint client_statuses_known check (
    (kind in ('e-fatura', 'e-arsiv', 'e-irsaliye', 'e-defter') and value = 'kayitli')
    or (kind = 'defter' and value in ('bilanco', 'isletme', 'serbest-meslek', 'basit-usul'))
    or (kind in ('kdv-donemi', 'muhtasar-donemi') and value in ('aylik', 'uc-aylik', 'yok'))
    or (kind = 'tevkifat' and value in ('belirlenmis-alici', 'kdv-mukellefi'))),
  constraint client_statuses_apart exclude using gist
    (tenant_id with =, client_id with =, kind with =, daterange(valid_from, valid_to, '[]') with &&)
);

create table public.client_contacts (
  tenant_id uuid not null,
  client_id uuid not null,
  contact_id uuid not null default uuidv7(),
  position smallint not null check (position between 1 and 50),
  name text not null check (length(name) between 1 and 120),
  role text check (length(role) between 1 and 80),
  email text check (length(email) between 3 and 254),
  phone text check (length(phone) between 1 and 40),
  primary key (tenant_id, client_id, contact_id),
  foreign key (tenant_id, client_id) references public.clients
);

-- "TR" and 24 digits whose rearranged number is 1 modulo 97 (ISO 13616, ISO 7064); T is 29 and R is 27.
create function app.is_tr_iban(iban text) returns boolean
language sql immutable parallel safe
as $$
  select case when iban ~ '^TR[0-9]{24}$'
    then (substr(iban, 5) || '2927' || substr(iban, 3, 2))::numeric % 97 = 1 else false end
$$;
revoke all on function app.is_tr_iban(text) from public;
grant execute on function app.is_tr_iban(text) to muhasebi_app;

create table public.client_bank_accounts (
  tenant_id uuid not null,
  client_id uuid not null,
  bank_account_id uuid not null default uuidv7(),
  position smallint not null check (position between 1 and 100),
  iban text not null check (app.is_tr_iban(iban)),
  bank_name text check (length(bank_name) between 1 and 120),
  currency text not null default 'TRY' check (currency ~ '^[A-Z]{3}$'),
  -- The account of the chart that carries it: a bank account, 102 or below.
  account_code text collate "C" check (account_code ~ '^102(\.[0-9]{1,10})*$'),
  primary key (tenant_id, client_id, bank_account_id),
  unique (tenant_id, client_id, iban),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, client_id, account_code) references public.accounts
);

call app.guard_tenant_table('public.client_statuses', 'client_id');
call app.guard_tenant_table('public.client_contacts', 'client_id');
call app.guard_tenant_table('public.client_bank_accounts', 'client_id');
create trigger audit after insert or update or delete on public.client_statuses
  for each row execute function app.audit_row('client_id,kind,valid_from');
create trigger audit after insert or update or delete on public.client_contacts
  for each row execute function app.audit_row('client_id,contact_id', 'position');
create trigger audit after insert or update or delete on public.client_bank_accounts
  for each row execute function app.audit_row('client_id,iban', 'position');
grant select, insert, update, delete
  on public.client_statuses, public.client_contacts, public.client_bank_accounts to muhasebi_app;
