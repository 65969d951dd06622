-- What a muavin comes to in each foreign currency is added up from the few lines that have one.
create index voucher_lines_with_currency on public.voucher_lines
  (tenant_id, client_id, account_code, book_date) include (fx_currency, fx_amount, debit_kurus)
  where fx_currency is not null;
