-- The lines of a client's books by day: the list of voucher lines and its sums read this index, whatever the account.

create index voucher_lines_by_day on public.voucher_lines
  (tenant_id, client_id, book_date, voucher_id, line_no) include (account_code, debit_kurus, credit_kurus)
  where book_date is not null;
