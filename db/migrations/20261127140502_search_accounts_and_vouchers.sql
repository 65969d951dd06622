-- Accounts and vouchers are found by what people remember of them, over all clients of an office. Under row-level
-- security PostgreSQL uses an index for comparisons alone, not for patterns: so a name is kept folded, and is found
-- by its beginning.
alter table public.accounts add column name_key text collate "C" generated always as (app.fold(name)) stored;
create index accounts_by_name on public.accounts (tenant_id, name_key);
create index accounts_by_tax_id on public.accounts (tenant_id, counterparty_tax_id) where counterparty_tax_id is not null;
create index accounts_by_code on public.accounts (tenant_id, code, client_id);

-- What is kept for the search is no change of anybody's.
create or replace trigger audit after update or delete on public.accounts
  for each row execute function app.audit_row('code', 'name_key');
create or replace trigger audit_opened after insert on public.accounts
  for each row when (new.parent_code is not null and current_setting('app.seeding', true) is distinct from 'on')
  execute function app.audit_row('code', 'name_key');

create index vouchers_by_number on public.vouchers (tenant_id, fis_no, voucher_date desc) where fis_no is not null;
-- Vouchers without a document are few; those with one are found through it.
create index vouchers_by_hand on public.vouchers (tenant_id, voucher_id desc) where document_id is null;
create index vouchers_by_hand_of_client on public.vouchers (tenant_id, client_id, voucher_id desc) where document_id is null;
