/** Fills the books of a client with millions of posted lines, past the guards and whole: sums and chain ends as posting writes them. */
import pg from 'pg';

export interface Filling {
  readonly tenantId: string;
  readonly clientId: string;
  /** Three a voucher. */
  readonly lines: number;
  /** Leaf accounts below 120, 320 and 770 each. */
  readonly accountsEach: number;
}

/** Tables whose rows are many, and what they are built by while no index but those of their keys is there. */
const FILLED = ['vouchers', 'voucher_lines'];

/**
 * Runs `fill` with the other indexes of vouchers and lines taken away, and builds them at its end: sorting ten million keys once is far
 * quicker than putting each into its place.
 */
export async function withoutIndexes(superuserUrl: string, fill: () => Promise<void>): Promise<void> {
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  try {
    await superuser.query(`alter system set max_wal_size = '8GB'`);
    await superuser.query('select pg_reload_conf()');
    const { rows } = await superuser.query<{ name: string; definition: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
       where i.indrelid = any ($1::text[]::regclass[]) and c.oid is null`,
      [FILLED],
    );
    for (const { name } of rows) await superuser.query(`drop index ${name}`);
    await fill();
    await superuser.query(`set maintenance_work_mem = '1GB'`);
    for (const { definition } of rows) await superuser.query(definition);
    await superuser.query(`vacuum (analyze) ${FILLED.join(', ')}, account_balances, accounts`);
    await superuser.query('checkpoint');
  } finally {
    await superuser.end();
  }
}

/** Vouchers of 2026, spread over its days and accounts. Hashes are of the right length only: nothing here asks for them. */
export async function fillBooks(
  superuserUrl: string,
  { tenantId, clientId, lines, accountsEach }: Filling,
): Promise<void> {
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  try {
    await superuser.query('set session_replication_role = replica');
    await superuser.query('set synchronous_commit = off');
    await superuser.query(`set maintenance_work_mem = '512MB'`);
    const place = [tenantId, clientId];
    await superuser.query(
      `insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side)
       select $1, $2, p.code || '.77.' || lpad(n::text, 5, '0'), 'Ölçüm ' || n, p.code || '.77', true, p.side
       from (values ('120', 'borc'), ('320', 'alacak'), ('770', 'borc')) p (code, side), generate_series(1, $3::int) n`,
      [...place, accountsEach],
    );
    await superuser.query(
      `insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side)
       select $1, $2, p.code || '.77', 'Ölçüm', p.code, false, p.side
       from (values ('120', 'borc'), ('320', 'alacak'), ('770', 'borc')) p (code, side)`,
      place,
    );
    const step = 1_000_000;
    for (let from = 0; from * 3 < lines; from += step) {
      const to = Math.min(from + step, Math.ceil(lines / 3));
      await superuser.query(
        `with made as (
           insert into vouchers (tenant_id, client_id, type, status, voucher_date, fiscal_year, fis_no, description, posted_at, chain_no, chain_hash)
           select $1, $2, 'mahsup', 'posted', date '2026-01-01' + (n % 365), 2026, n + 1, 'Ölçüm', now(), n + 1, sha256(int4send(n))
           from generate_series($3::int, $4::int - 1) n
           returning voucher_id, fis_no, voucher_date)
         insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus, description, book_date)
         select $1, $2, m.voucher_id, l.line_no, l.parent || '.77.' || lpad(((m.fis_no::bigint * l.step) % $5::int + 1)::text, 5, '0'),
           l.debit, l.credit, 'Ölçüm', m.voucher_date
         from made m, lateral (values (1, '770', 7, 500 + m.fis_no % 9973, 0), (2, '120', 13, 100, 0),
           (3, '320', 11, 0, 600 + m.fis_no % 9973)) l (line_no, parent, step, debit, credit)`,
        [...place, from, to, accountsEach],
      );
    }
    await superuser.query(
      `insert into account_balances (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
       select tenant_id, client_id, account_code, date_trunc('month', book_date)::date, 'ordinary', sum(debit_kurus), sum(credit_kurus), count(*)
       from voucher_lines where tenant_id = $1 and client_id = $2 and book_date is not null group by 1, 2, 3, 4`,
      place,
    );
    await superuser.query('reset session_replication_role');
    await superuser.query('vacuum analyze vouchers, voucher_lines, account_balances, accounts');
  } finally {
    await superuser.end();
  }
}
