-- Vouchers that come in as a table (XLSX, CSV): the file, how its columns are read, what each row was taken for, and what
-- became of each voucher in it. A voucher of the file and the mark on its group are one transaction, so each comes in once.

create table public.voucher_imports (
  tenant_id uuid not null,
  import_id uuid not null default uuidv7(),
  client_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 text not null,
  size_bytes bigint not null check (size_bytes > 0),
  -- mapping: its columns are not named yet · reading: rows are read and checked · ready: checked, waits for a decision ·
  -- writing → done · undoing → undone · failed: the file cannot be read · dropped: somebody thought better of it
  state text not null default 'mapping'
    check (state in ('mapping', 'reading', 'ready', 'writing', 'done', 'undoing', 'undone', 'failed', 'dropped')),
  -- What was found in its first rows: {sheets, sheet, headerRow, headers, samples}.
  head jsonb not null,
  -- How it is read: {sheet, headerRow, columns, grouping, type, fillDown}; null until somebody said so.
  plan jsonb,
  -- Raised by each beginning of a reading or a writing; whoever holds an older one stops.
  run integer not null default 0,
  -- What was decided: all of it or nothing; posted at once or left as drafts.
  all_or_nothing boolean,
  post boolean,
  -- Rows read, vouchers written or taken back: how far the present state has come.
  progress integer not null default 0 check (progress >= 0),
  rows integer not null default 0,
  skipped_rows integer not null default 0,
  faulty_rows integer not null default 0,
  warned_rows integer not null default 0,
  -- {code, message, messageEn}: why the file cannot be read, or why nothing of it was written.
  fault jsonb,
  created_by uuid,
  created_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  ended_at timestamptz,
  undone_by uuid,
  primary key (tenant_id, import_id),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files,
  check (state in ('mapping', 'failed', 'dropped') or plan is not null),
  check (state not in ('writing', 'done', 'undoing', 'undone') or (all_or_nothing is not null and post is not null)),
  check (state not in ('done', 'undone') or ended_at is not null)
);
create index voucher_imports_by_client on public.voucher_imports (tenant_id, client_id, import_id desc);
create index voucher_imports_by_content on public.voucher_imports (tenant_id, client_id, sha256);

-- What is remembered of how an office reads files with these headers.
create table public.voucher_import_mappings (
  tenant_id uuid not null references public.offices,
  -- SHA-256 of the folded headers.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  plan jsonb not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, fingerprint)
);

-- A voucher as the file has it.
create table public.voucher_import_groups (
  tenant_id uuid not null,
  import_id uuid not null,
  group_no integer not null check (group_no > 0),
  client_id uuid not null,
  -- The number that the file gives it, or its day and description.
  label text not null check (length(label) <= 250),
  first_row integer not null,
  last_row integer not null,
  type text not null check (type in ('acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis')),
  -- Null where no row of it has one.
  voucher_date date,
  description text not null default '' check (length(description) <= 250),
  lines integer not null,
  debit_kurus bigint not null,
  credit_kurus bigint not null,
  state text not null check (state in ('faulty', 'good', 'written', 'posted', 'refused', 'undone', 'kept')),
  -- Chosen before anything is written, so that a repeated writing finds what is there.
  voucher_id uuid not null default uuidv7(),
  fis_no integer,
  -- Why it was not written, posted or taken back: {code, message, messageEn, next, nextEn}.
  refusal jsonb,
  primary key (tenant_id, import_id, group_no),
  foreign key (tenant_id, import_id) references public.voucher_imports,
  unique (tenant_id, voucher_id)
);
create index voucher_import_groups_by_state on public.voucher_import_groups (tenant_id, import_id, state, group_no);

-- A row of the file, and the line that it was taken for.
create table public.voucher_import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  -- As a spreadsheet counts.
  row_no integer not null check (row_no > 0),
  client_id uuid not null,
  -- Null for a row that is passed over, such as a total.
  group_no integer,
  account_code text collate "C",
  debit_kurus bigint not null default 0,
  credit_kurus bigint not null default 0,
  description text not null default '' check (length(description) <= 250),
  fx_currency text,
  fx_amount numeric(24, 8),
  fx_rate numeric(24, 8),
  -- The texts of the row's cells as they stand in the file.
  cells text[] not null,
  state text not null check (state in ('good', 'warned', 'faulty', 'skipped')),
  -- [{code, column, params}]; null where nothing is to be told.
  notes jsonb,
  primary key (tenant_id, import_id, row_no),
  foreign key (tenant_id, import_id) references public.voucher_imports
);
create index voucher_import_rows_by_group on public.voucher_import_rows (tenant_id, import_id, group_no, row_no);
create index voucher_import_rows_by_state on public.voucher_import_rows (tenant_id, import_id, state, row_no);

-- A voucher of the file is written once, and taken back once.
create function app.guard_voucher_import_group() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
begin
  if old.state <> new.state and (old.state, new.state) not in (('good', 'written'), ('good', 'posted'), ('good', 'refused'),
      ('written', 'undone'), ('written', 'kept'), ('posted', 'undone'), ('posted', 'kept'), ('kept', 'undone'))
    or (old.tenant_id, old.import_id, old.group_no, old.client_id, old.voucher_id)
      is distinct from (new.tenant_id, new.import_id, new.group_no, new.client_id, new.voucher_id) then
    raise exception using errcode = 'MU001', message = 'a voucher of an import comes in once', table = 'voucher_import_groups';
  end if;
  return new;
end
$$;
create trigger written_once before update on public.voucher_import_groups
  for each row execute function app.guard_voucher_import_group();

call app.guard_tenant_table('public.voucher_imports', 'client_id');
call app.guard_tenant_table('public.voucher_import_mappings');
call app.guard_tenant_table('public.voucher_import_groups', 'client_id');
call app.guard_tenant_table('public.voucher_import_rows', 'client_id');

-- That somebody brought a file, decided on it, took it back; what it did stands in the lines of its vouchers.
create trigger audit after insert or update of state on public.voucher_imports
  for each row when (new.state in ('mapping', 'writing', 'undoing', 'dropped'))
  execute function app.audit_row('import_id', 'head,plan,run,progress,rows,skipped_rows,faulty_rows,warned_rows,fault,size_bytes,ended_at');

grant select, insert, update on public.voucher_imports, public.voucher_import_mappings to muhasebi_app;
grant select, insert, update, delete on public.voucher_import_groups, public.voucher_import_rows to muhasebi_app;
revoke all on function app.guard_voucher_import_group() from public;
