-- What people write vouchers with: templates, vouchers that come back every month, files that belong to a voucher, and changes
-- of many drafts at once that can be taken back.

create table public.voucher_templates (
  tenant_id uuid not null references public.offices,
  template_id uuid not null default uuidv7(),
  -- Null: for every client of the office.
  client_id uuid,
  name text not null check (length(name) between 1 and 80 and name = btrim(name)),
  type text not null check (type in ('acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis')),
  description text not null default '' check (length(description) <= 250),
  -- [{accountCode, description, debit, credit}], amounts in kuruş as text, "0" where they are written each time.
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) between 1 and 500),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, template_id),
  foreign key (tenant_id, client_id) references public.clients
);
create unique index voucher_templates_named on public.voucher_templates (tenant_id, client_id, app.fold(name)) nulls not distinct;
call app.guard_tenant_table('public.voucher_templates', 'client_id');
create trigger audit after insert or update or delete on public.voucher_templates
  for each row execute function app.audit_row('template_id', 'version,lines');
grant select, insert, update, delete on public.voucher_templates to muhasebi_app;

create table public.recurring_vouchers (
  tenant_id uuid not null,
  recurring_id uuid not null default uuidv7(),
  client_id uuid not null,
  name text not null check (length(name) between 1 and 80 and name = btrim(name)),
  type text not null check (type in ('acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis')),
  description text not null default '' check (length(description) <= 250),
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) between 1 and 500),
  every text not null check (every in ('month', 'quarter', 'year')),
  -- Of the month; the last day where the month is shorter.
  day integer not null check (day between 1 and 31),
  next_due date not null check (next_due between date '1994-01-01' and date '2199-12-31'),
  until date,
  -- Why the draft that is due could not be opened, {code, tr, en}; it is tried again every day.
  fault jsonb,
  ended_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, recurring_id),
  foreign key (tenant_id, client_id) references public.clients
);
create index recurring_vouchers_due on public.recurring_vouchers (tenant_id, next_due) where ended_at is null;
create index recurring_vouchers_of_client on public.recurring_vouchers (tenant_id, client_id);
call app.guard_tenant_table('public.recurring_vouchers', 'client_id');
create trigger audit after insert or update on public.recurring_vouchers
  for each row execute function app.audit_row('recurring_id', 'lines,fault,next_due');
grant select, insert, update (next_due, fault, ended_at) on public.recurring_vouchers to muhasebi_app;

-- A due date is served once: the row and its draft are one transaction.
create table public.recurring_voucher_runs (
  tenant_id uuid not null,
  recurring_id uuid not null,
  due date not null,
  client_id uuid not null,
  voucher_id uuid,
  opened_at timestamptz not null default now(),
  primary key (tenant_id, recurring_id, due),
  foreign key (tenant_id, recurring_id) references public.recurring_vouchers,
  -- Who deletes the draft did not want it; it does not come again.
  foreign key (tenant_id, voucher_id) references public.vouchers on delete set null (voucher_id)
);
create index recurring_voucher_runs_of_voucher on public.recurring_voucher_runs (tenant_id, voucher_id)
  where voucher_id is not null;
call app.guard_tenant_table('public.recurring_voucher_runs', 'client_id');
grant select, insert, update (voucher_id) on public.recurring_voucher_runs to muhasebi_app;

-- Files of a voucher. They are not of its hash chain: to a posted voucher they can be added, from it none is taken away.
create table public.voucher_attachments (
  tenant_id uuid not null,
  attachment_id uuid not null default uuidv7(),
  voucher_id uuid not null,
  client_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  media_type text not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  sha256 text not null,
  size_bytes bigint not null check (size_bytes > 0),
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, attachment_id),
  unique (tenant_id, voucher_id, sha256),
  foreign key (tenant_id, voucher_id) references public.vouchers on delete cascade,
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files
);
create index voucher_attachments_by_content on public.voucher_attachments (tenant_id, sha256);
call app.guard_tenant_table('public.voucher_attachments', 'client_id');

create function app.guard_attachment() returns trigger
language plpgsql set search_path = pg_catalog, public, app
as $$
declare
  voucher record;
begin
  if tg_op = 'DELETE' then
    select status into voucher from public.vouchers v
    where v.tenant_id = old.tenant_id and v.voucher_id = old.voucher_id for share;
    if found and voucher.status = 'posted' then
      raise exception using errcode = 'MU001', message = 'a file of a posted voucher stays', table = 'voucher_attachments';
    end if;
    return old;
  end if;
  select client_id into voucher from public.vouchers v
  where v.tenant_id = new.tenant_id and v.voucher_id = new.voucher_id for share;
  if found and voucher.client_id <> new.client_id then
    raise exception using errcode = 'MU002', message = 'a file belongs to the client of its voucher', table = 'voucher_attachments';
  end if;
  return new;
end
$$;
revoke all on function app.guard_attachment() from public;
create trigger guard before insert or delete on public.voucher_attachments
  for each row execute function app.guard_attachment();
create trigger never_changed before update on public.voucher_attachments
  for each row execute function app.refuse('a file of a voucher never changes');
create trigger audit after insert or delete on public.voucher_attachments
  for each row execute function app.audit_row('attachment_id', 'sha256');
grant select, insert, delete on public.voucher_attachments to muhasebi_app;

-- One change of many drafts: what each was before, so that it can be taken back as one act.
create table public.draft_changes (
  tenant_id uuid not null,
  change_id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('edit', 'delete')),
  -- [{voucherId, version, before}]; version is the one after the change, null where the draft was deleted.
  items jsonb not null check (jsonb_typeof(items) = 'array'),
  user_id uuid,
  at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (tenant_id, change_id),
  foreign key (tenant_id, client_id) references public.clients
);
create index draft_changes_of_client on public.draft_changes (tenant_id, client_id, at desc);
call app.guard_tenant_table('public.draft_changes', 'client_id');
grant select, insert, update (undone_at), delete on public.draft_changes to muhasebi_app;
