/** Fills the books of every client of an office with a year of sales, purchases and payments, past the guards and whole. */
import pg from 'pg';

const ACCOUNTS = [
  ['102.01', 'Banka', 'borc'],
  ['120.01.0001', 'Işık Yapı A.Ş.', 'borc'],
  ['120.01.0002', 'Çınar Ticaret Ltd. Şti.', 'borc'],
  ['191.01.020', 'İndirilecek KDV %20', 'borc'],
  ['320.01.0001', 'Gökçe Toptan Ltd. Şti.', 'alacak'],
  ['391.01.020', 'Hesaplanan KDV %20', 'alacak'],
  ['600.01.020', 'Yurtiçi Satışlar %20', 'alacak'],
  ['770.03', 'Kırtasiye ve Ofis Giderleri', 'borc'],
] as const;

/** Lines of the three kinds of vouchers: account, debit and credit as parts of the amount. */
const SHAPES = `(values
  (0, 1, '120.01.000' || (1 + n % 2), 120, 0), (0, 2, '600.01.020', 0, 100), (0, 3, '391.01.020', 0, 20),
  (1, 1, '770.03', 70, 0), (1, 2, '191.01.020', 14, 0), (1, 3, '320.01.0001', 0, 84),
  (2, 1, '102.01', 90, 0), (2, 2, '120.01.000' || (1 + n % 2), 0, 90)) s (kind, line_no, account, debit, credit)`;

/** `each` vouchers a client, spread over 2026. Hashes are of the right length only: nothing here asks for them. */
export async function fillClientMonths(superuserUrl: string, tenantId: string, each: number): Promise<void> {
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  try {
    await superuser.query('set session_replication_role = replica');
    await superuser.query('set synchronous_commit = off');
    for (const account of ACCOUNTS)
      await superuser.query(
        `insert into accounts (tenant_id, client_id, code, name, is_leaf, normal_side)
         select tenant_id, client_id, $2, $3, true, $4 from clients where tenant_id = $1`,
        [tenantId, ...account],
      );
    await superuser.query(
      `with made as (
         insert into vouchers (tenant_id, client_id, type, status, voucher_date, fiscal_year, fis_no, description, posted_at, chain_no, chain_hash)
         select c.tenant_id, c.client_id, 'mahsup', 'posted', date '2026-01-01' + (n * 365 / $2::int), 2026, n + 1, 'Ölçüm', now(), n + 1,
           sha256(int4send(n))
         from clients c, generate_series(0, $2::int - 1) n where c.tenant_id = $1
         returning client_id, voucher_id, fis_no as n, voucher_date)
       insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus, description, book_date)
       select $1, m.client_id, m.voucher_id, s.line_no, s.account, s.debit * (1000 + m.n * 37 % 9000), s.credit * (1000 + m.n * 37 % 9000),
         'Ölçüm', m.voucher_date
       from made m, lateral ${SHAPES} where s.kind = m.n % 3`,
      [tenantId, each],
    );
    await superuser.query(
      `insert into account_balances (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
       select tenant_id, client_id, account_code, date_trunc('month', book_date)::date, 'ordinary', sum(debit_kurus), sum(credit_kurus), count(*)
       from voucher_lines where tenant_id = $1 and book_date is not null group by 1, 2, 3, 4`,
      [tenantId],
    );
    await superuser.query('reset session_replication_role');
    await superuser.query('vacuum (analyze) vouchers, voucher_lines, account_balances, accounts, clients');
  } finally {
    await superuser.end();
  }
}
