-- What banks say of the clients' accounts: accounts, the statements that came (MT940, CAMT.053), and their lines, each once however
-- often statements overlap. Lines are as the bank wrote them; nothing is booked by them.

create table public.bank_accounts (
  tenant_id uuid not null,
  bank_account_id uuid not null default uuidv7(),
  client_id uuid not null,
  -- An IBAN or the bank's own number, in capitals and without spaces, as statements name it.
  account_no text not null check (length(account_no) between 1 and 50 and account_no !~ '[[:space:]]'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  name text check (length(name) between 1 and 120),
  -- The account of the chart that it is kept under.
  account_code text check (account_code ~ '^102(\.[0-9]{1,10})*$'),
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (tenant_id, bank_account_id),
  unique (tenant_id, account_no, currency),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, client_id, account_code) references public.accounts (tenant_id, client_id, code)
);
create index bank_accounts_by_client on public.bank_accounts (tenant_id, client_id, bank_account_id);
call app.guard_tenant_table('public.bank_accounts', 'client_id');
create trigger audit after insert or update or delete on public.bank_accounts
  for each row execute function app.audit_row('client_id,account_no', 'version');
grant select, insert, update on public.bank_accounts to muhasebi_app;

create table public.bank_statements (
  tenant_id uuid not null,
  statement_id uuid not null default uuidv7(),
  client_id uuid not null,
  bank_account_id uuid not null,
  format text not null check (format in ('mt940', 'camt.053')),
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Which statement of its file it is, from 1; the same statement of the same file is taken once.
  place integer not null check (place >= 1),
  statement_no text check (length(statement_no) between 1 and 50),
  reference text check (length(reference) between 1 and 100),
  opening_kurus bigint not null,
  closing_kurus bigint not null,
  -- A page in the middle of a statement begins, or ends, with an intermediate balance.
  is_continued boolean not null,
  -- Days of its first and last lines, of its balances where it has none.
  from_day date not null,
  to_day date not null,
  -- All lines of it, and those of them that an earlier statement had brought.
  line_count integer not null check (line_count >= 0),
  known_count integer not null check (known_count >= 0),
  taken_by uuid default app.user_id(),
  taken_at timestamptz not null default now(),
  primary key (tenant_id, statement_id),
  unique (tenant_id, bank_account_id, sha256, place),
  foreign key (tenant_id, bank_account_id) references public.bank_accounts,
  foreign key (tenant_id, client_id) references public.clients,
  check (from_day <= to_day),
  check (known_count <= line_count)
);
create index bank_statements_by_day on public.bank_statements (tenant_id, bank_account_id, from_day, statement_id);
call app.guard_tenant_table('public.bank_statements', 'client_id');
create trigger audit after insert or delete on public.bank_statements
  for each row execute function app.audit_row('client_id,statement_no', 'sha256,place,is_continued');
grant select, insert, update, delete on public.bank_statements to muhasebi_app;

create table public.bank_lines (
  tenant_id uuid not null,
  -- In order of coming, which is the bank's order within a day.
  line_id uuid not null default uuidv7(),
  client_id uuid not null,
  bank_account_id uuid not null,
  -- The statement that it counts for: the first that brought it, or after that was taken back the next one that has it.
  statement_id uuid not null,
  booked_on date not null,
  valued_on date,
  -- Hundredths of the account's currency; money in is positive.
  amount_kurus bigint not null,
  -- After this line, by the statement that brought it.
  balance_kurus bigint not null,
  kind text not null check (length(kind) <= 50),
  reference text not null check (length(reference) <= 2000),
  bank_reference text not null check (length(bank_reference) <= 2000),
  description text not null check (length(description) <= 2000),
  counterparty_name text not null check (length(counterparty_name) <= 2000),
  counterparty_account text not null check (length(counterparty_account) <= 2000),
  -- What makes two lines alike (day, amount, references, text), and which of such lines of the day it is, from 1.
  likeness bytea not null check (octet_length(likeness) = 16),
  occurrence integer not null check (occurrence >= 1),
  primary key (tenant_id, line_id),
  unique (tenant_id, bank_account_id, likeness, occurrence),
  -- Lines are written as the file is read, their statement once it is known to add up.
  foreign key (tenant_id, statement_id) references public.bank_statements deferrable initially deferred
);
create index bank_lines_by_day on public.bank_lines (tenant_id, bank_account_id, booked_on, line_id);
create index bank_lines_of_statement on public.bank_lines (tenant_id, statement_id);
call app.guard_tenant_table('public.bank_lines', 'client_id');
grant select, insert, update, delete on public.bank_lines to muhasebi_app;

-- Lines that a later statement has too, many of them in a row: taking the earlier statement back leaves them.
create table public.bank_line_repeats (
  tenant_id uuid not null,
  statement_id uuid not null,
  part integer not null check (part >= 0),
  line_ids uuid[] not null check (cardinality(line_ids) between 1 and 10000),
  primary key (tenant_id, statement_id, part),
  foreign key (tenant_id, statement_id) references public.bank_statements on delete cascade deferrable initially deferred
);
call app.guard_tenant_table('public.bank_line_repeats');
grant select, insert, delete on public.bank_line_repeats to muhasebi_app;
