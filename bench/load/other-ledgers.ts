/** `ledger` and `hledger` on a journal of the books of a client: the same sums by programs that read everything each time. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const LIMIT_MS = 180_000;
const run = promisify(execFile);

/** Writes every posted voucher of the client in its fiş order; `120.77.00001` is the account `120:77:00001`. */
export async function writeJournal(superuserUrl: string, clientId: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const out = createWriteStream(file);
  await client.query('begin');
  await client.query(
    `declare entries cursor for
     select to_char(v.voucher_date, 'YYYY/MM/DD') || ' ' || v.fis_no || e'\\n' || string_agg('    ' || replace(l.account_code, '.', ':') || '  '
       || ((l.debit_kurus - l.credit_kurus)::numeric / 100)::numeric(20, 2), e'\\n' order by l.line_no) || e'\\n' as entry
     from vouchers v join voucher_lines l using (tenant_id, voucher_id) where v.client_id = '${clientId}' group by v.voucher_date, v.fis_no, v.voucher_id
     order by v.fis_no`,
  );
  for (;;) {
    const { rows } = await client.query<{ entry: string }>('fetch 20000 from entries');
    if (rows.length === 0) break;
    if (!out.write(`${rows.map(({ entry }) => entry).join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  await client.end();
}

/** Milliseconds; null where the program is not installed or took longer than three minutes. */
export async function msOfProgram(program: string, args: readonly string[]): Promise<number | null> {
  const started = performance.now();
  try {
    await run(program, [...args], { timeout: LIMIT_MS, maxBuffer: 256 * 1024 * 1024 });
    return Math.round(performance.now() - started);
  } catch {
    // Not there, or too slow for these books: the table says that there is no figure.
    return null;
  }
}
