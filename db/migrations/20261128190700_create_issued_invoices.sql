-- Invoices that a client company issues itself: drafts, and what was written of them. A number is given by the database alone, in the
-- order of issuing, one after the other within a client, series and year; what is issued never changes again.

create table public.invoice_series (
  tenant_id uuid not null,
  client_id uuid not null,
  series text not null check (series ~ '^[A-Z0-9]{3}$'),
  year integer not null check (year between 2014 and 2199),
  -- The number given last; where a client comes from another program, the last one given there.
  last_sequence integer not null check (last_sequence between 0 and 999999999),
  -- The day of the invoice issued last: numbers rise with the days (VUK md. 231).
  last_day date,
  primary key (tenant_id, client_id, series, year),
  foreign key (tenant_id, client_id) references public.clients
);
call app.guard_tenant_table('public.invoice_series', 'client_id');
create trigger audit after insert on public.invoice_series
  for each row execute function app.audit_row('client_id,series,year', 'last_day');
grant select, insert on public.invoice_series to muhasebi_app;

create table public.issued_invoices (
  tenant_id uuid not null,
  issued_invoice_id uuid not null default uuidv7(),
  client_id uuid not null,
  state text not null default 'draft' check (state in ('draft', 'issued', 'cancelled')),
  -- As it was entered; what it comes to is computed from it each time.
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 4000000),
  -- For lists: of the content.
  buyer_tax_id text not null check (length(buyer_tax_id) <= 20),
  buyer_name text not null check (length(buyer_name) <= 300),
  profile text not null check (length(profile) between 1 and 40),
  type text not null check (length(type) between 1 and 40),
  issue_date date,
  currency text not null check (length(currency) <= 3),
  payable_kurus bigint not null check (payable_kurus >= 0),
  series text check (series ~ '^[A-Z0-9]{3}$'),
  sequence integer check (sequence between 1 and 999999999),
  number text check (number ~ '^[A-Z0-9]{3}20[0-9]{2}[0-9]{9}$'),
  ettn uuid,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint check (size_bytes > 0),
  document_id uuid,
  issued_by uuid,
  issued_at timestamptz,
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (tenant_id, issued_invoice_id),
  unique (tenant_id, client_id, number),
  foreign key (tenant_id, client_id) references public.clients,
  foreign key (tenant_id, sha256) references public.stored_files,
  check ((state = 'issued') = (number is not null)),
  check ((number is null) = (sequence is null)),
  check (number is null or (series is not null and ettn is not null and issue_date is not null and issued_at is not null))
);
create index issued_invoices_by_client on public.issued_invoices (tenant_id, client_id, issued_invoice_id);
create index issued_invoices_by_file on public.issued_invoices (tenant_id, sha256) where sha256 is not null;
call app.guard_tenant_table('public.issued_invoices', 'client_id');
create trigger audit after insert or update or delete on public.issued_invoices
  for each row execute function app.audit_row('issued_invoice_id',
    'version,content,size_bytes,sha256,ettn,sequence,document_id,issued_at,issued_by,created_by');
grant select, insert, update on public.issued_invoices to muhasebi_app;

-- The number is given here and nowhere else: the row of the series is locked until the act stands or falls, so that none is given
-- twice and none that falls leaves a gap.
create function app.issue_invoice() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, app, pg_temp
as $$
declare
  of_year integer;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an invoice begins as a draft' using errcode = 'MU040';
    end if;
    return new;
  end if;
  if old.state = 'issued' then
    -- The file and the document it became are told once, after the number that stands in them.
    if (to_jsonb(new) - '{sha256,size_bytes,document_id}'::text[]) is distinct from (to_jsonb(old) - '{sha256,size_bytes,document_id}'::text[])
      or (old.sha256 is not null and (new.sha256, new.size_bytes, new.document_id) is distinct from (old.sha256, old.size_bytes, old.document_id))
    then
      raise exception 'an issued invoice never changes' using errcode = 'MU040';
    end if;
    return new;
  end if;
  if new.client_id <> old.client_id or new.tenant_id <> old.tenant_id then
    raise exception 'an invoice stays with its client' using errcode = 'MU040';
  end if;
  if new.state <> 'issued' then
    new.sequence := null;
    new.number := null;
    return new;
  end if;
  if old.state <> 'draft' then
    raise exception 'only a draft is issued' using errcode = 'MU040';
  end if;
  of_year := extract(year from new.issue_date);
  new.sequence := null;
  insert into invoice_series as s (tenant_id, client_id, series, year, last_sequence, last_day)
  values (new.tenant_id, new.client_id, new.series, of_year, 1, new.issue_date)
  on conflict (tenant_id, client_id, series, year) do update
    set last_sequence = s.last_sequence + 1, last_day = excluded.last_day
    where s.last_day is null or s.last_day <= excluded.last_day
  returning s.last_sequence into new.sequence;
  if new.sequence is null then
    raise exception 'the series has an invoice of a later day' using errcode = 'MU041';
  end if;
  new.number := new.series || of_year::text || lpad(new.sequence::text, 9, '0');
  new.issued_by := app.user_id();
  new.issued_at := now();
  return new;
end
$$;
revoke all on function app.issue_invoice() from public;
create trigger issue before insert or update on public.issued_invoices
  for each row execute function app.issue_invoice();
