-- The ledger answers at once and cannot be changed unseen: sums per account and month are kept inside the posting
-- transaction, and every posted voucher carries a hash over itself and the one before it.

-- Sums of posted lines of a leaf account in a month, written by posting alone. The kapanış and açılış vouchers of a year
-- are summed apart, so that a statement of the last day can leave the kapanış out.
create table public.account_balances (
  tenant_id uuid not null,
  client_id uuid not null,
  account_code text collate "C" not null,
  -- First day of the month.
  period date not null check (extract(day from period) = 1),
  entry_kind text not null check (entry_kind in ('opening', 'ordinary', 'closing')),
  debit_kurus bigint not null check (debit_kurus >= 0),
  credit_kurus bigint not null check (credit_kurus >= 0),
  line_count integer not null check (line_count > 0),
  primary key (tenant_id, client_id, account_code, period, entry_kind),
  foreign key (tenant_id, client_id, account_code) references public.accounts
) with (fillfactor = 70);
call app.guard_tenant_table('public.account_balances', 'client_id');
grant select on public.account_balances to muhasebi_app;

-- The end of the chain of a client's fiscal year: the last voucher's place and hash, and when it was posted.
create table public.ledger_chains (
  tenant_id uuid not null,
  client_id uuid not null,
  fiscal_year integer not null,
  last_no integer not null check (last_no >= 0),
  last_hash bytea not null check (length(last_hash) = 32),
  last_at timestamptz not null,
  primary key (tenant_id, client_id, fiscal_year),
  foreign key (tenant_id, client_id) references public.clients
) with (fillfactor = 50);
call app.guard_tenant_table('public.ledger_chains', 'client_id');
grant select on public.ledger_chains to muhasebi_app;

create function app.entry_kind(voucher_type text) returns text
language sql immutable parallel safe
as $$ select case voucher_type when 'acilis' then 'opening' when 'kapanis' then 'closing' else 'ordinary' end $$;

-- What the hash of a posted voucher stands for, besides the hash before it, its place and its time: a JSON array of its
-- head, then one of each line in order, a line feed between them.
create function app.canonical_entry(head public.vouchers) returns bytea
language sql stable set search_path = pg_catalog, public, app
as $$
  select convert_to(
    json_build_array(1, head.tenant_id, head.client_id, head.fiscal_year, head.type, head.fis_no, head.voucher_id,
      head.voucher_date, head.description, head.document_id, head.reversal_of, head.posted_by)::text
    || coalesce((
      select string_agg(E'\n' || json_build_array(l.line_no, l.account_code, l.debit_kurus, l.credit_kurus, l.description,
        l.fx_currency, trim_scale(l.fx_amount), trim_scale(l.fx_rate))::text, '' order by l.line_no)
      from public.voucher_lines l
      where l.tenant_id = head.tenant_id and l.voucher_id = head.voucher_id), ''), 'UTF8')
$$;

-- hash = sha256(hash before (32 zero bytes for the first) | place, 4 bytes | microseconds since 1970, 8 bytes | canonical form).
create function app.chain_hash(before bytea, place integer, posted_at timestamptz, canonical bytea) returns bytea
language sql immutable parallel safe
as $$
  select sha256(before || int4send(place) || int8send((extract(epoch from posted_at) * 1000000)::bigint) || canonical)
$$;

-- Every table of sums and chains is the posting's own, for its owner as well.
create trigger not_truncated before truncate on public.account_balances
  for each statement execute function app.refuse('balances are never truncated');
create trigger not_truncated before truncate on public.ledger_chains
  for each statement execute function app.refuse('chains are never truncated');
create trigger keeps_chain before delete on public.ledger_chains
  for each row execute function app.refuse('a chain is never deleted');

revoke all on function app.entry_kind(text) from public;
revoke all on function app.canonical_entry(public.vouchers) from public;
revoke all on function app.chain_hash(bytea, integer, timestamptz, bytea) from public;
