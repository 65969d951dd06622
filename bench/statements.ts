/**
 * Mizan and statements of a client with a million and with ten million posted lines, in the database and over HTTP, beside
 * `ledger` and `hledger` on a journal of the million. Usage: node bench/statements.ts [lines] [more lines]
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sumByAccount } from '@muhasebi/features/ledger/balances.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import pg from 'pg';
import { createCaller } from './load/caller.ts';
import { type Measured, startMeasured } from './load/installation.ts';
import { fillBooks } from './load/many-lines.ts';
import { bearer, type Office, openOffices } from './load/offices.ts';
import { percentile } from './load/report.ts';
import { tell } from './tell.ts';

const SMALL = Number(process.argv[2] ?? 1_000_000);
const LARGE = Number(process.argv[3] ?? 10_000_000);
const ACCOUNTS_EACH = 400;
const ROUNDS = 60;
const PROGRAM_LIMIT_MS = 600_000;
const DATABASE_GOAL_MS = 20;
const HTTP_GOAL_MS = 40;
const GROWTH_GOAL = 1.3;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const PAGES: readonly (readonly [name: string, path: string])[] = [
  ['mizan', `mizan?from=${YEAR.from}&to=${YEAR.to}`],
  ['mizan, three digits', `mizan?from=${YEAR.from}&to=${YEAR.to}&level=3`],
  ['bilanço', `bilanco?to=${YEAR.to}`],
  ['gelir tablosu', `gelir-tablosu?to=${YEAR.to}`],
];
const run = promisify(execFile);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function p95Of(work: () => Promise<unknown>): Promise<number> {
  await work();
  const took: number[] = [];
  for (let n = 0; n < ROUNDS; n++) took.push(await timed(work));
  return percentile(took, 0.95);
}

async function writeJournal(superuserUrl: string, clientId: string, file: string): Promise<void> {
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

/** Seconds of another program on the same journal; null where it is not installed or took too long. */
async function secondsOf(program: string, args: readonly string[]): Promise<number | null> {
  try {
    const ms = await timed(() =>
      run(program, [...args], { timeout: PROGRAM_LIMIT_MS, maxBuffer: 256 * 1024 * 1024 }),
    );
    return Number((ms / 1000).toFixed(1));
  } catch {
    return null;
  }
}

async function measure(
  measured: Measured,
  office: Office,
  tenantId: string,
  call: ReturnType<typeof createCaller>['call'],
) {
  const pool = createPool({ url: measured.database.appUrl, maxConnections: 1, applicationName: 'bench' });
  const db = createDatabase<DB>(pool);
  const database = await inScope(db, systemScope(tenantId), (trx) =>
    p95Of(() => sumByAccount(trx, tenantId, office.clientId, YEAR)),
  );
  await db.destroy();
  const http = new Map<string, number>();
  for (const [name, page] of PAGES) {
    const request = {
      method: 'GET',
      path: `/api/v1/clients/${office.clientId}/${page}`,
      headers: bearer(office),
    } as const;
    http.set(
      name,
      await p95Of(async () => {
        const { status, text } = await call(request);
        if (status !== 200) throw new Error(text);
      }),
    );
  }
  return { database, http };
}

const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-statements-'));
const measured = await startMeasured();
const { call, close } = createCaller(measured.url, 1);
try {
  const [small, large] = await openOffices(measured, call, { offices: 2, invoices: 1 });
  if (small === undefined || large === undefined) throw new Error('no offices');
  const superuser = new pg.Client({ connectionString: measured.database.superuserUrl });
  await superuser.connect();
  const tenantOf = async ({ clientId }: Office): Promise<string> =>
    (await superuser.query('select tenant_id from clients where client_id = $1', [clientId])).rows[0]
      .tenant_id;
  const places = [
    { office: small, lines: SMALL, tenantId: await tenantOf(small) },
    { office: large, lines: LARGE, tenantId: await tenantOf(large) },
  ] as const;
  await superuser.end();
  const results = [];
  for (const { office, lines, tenantId } of places) {
    await fillBooks(measured.database.superuserUrl, {
      tenantId,
      clientId: office.clientId,
      lines,
      accountsEach: ACCOUNTS_EACH,
    });
    console.log(`${lines} lines filled`);
  }
  for (const { office, tenantId } of places) results.push(await measure(measured, office, tenantId, call));
  const [first, second] = results;
  if (first === undefined || second === undefined) throw new Error('nothing measured');
  const journal = path.join(folder, 'books.journal');
  await writeJournal(measured.database.superuserUrl, small.clientId, journal);
  const others = {
    ledger: await secondsOf('ledger', ['-f', journal, 'balance']),
    hledger: await secondsOf('hledger', ['-f', journal, 'balance']),
  };
  const baseline = (others.ledger ?? others.hledger ?? 0) * 1000;
  const growth = second.database / first.database;
  tell({
    bench: `mizan of ${SMALL} and ${LARGE} lines, ${ACCOUNTS_EACH * 3} leaf accounts, in the database`,
    unit: 'ms, p95',
    figure: first.database,
    baseline,
    baselineIs: '`ledger balance` on a journal of the same lines',
    goal: `≤ ${DATABASE_GOAL_MS} ms, and at ${LARGE} lines ≤ ${GROWTH_GOAL}×`,
    met: first.database <= DATABASE_GOAL_MS && growth <= GROWTH_GOAL,
    details: {
      [`at ${LARGE} lines`]: second.database,
      growth: Number(growth.toFixed(2)),
      'ledger, seconds': others.ledger,
      'hledger, seconds': others.hledger,
    },
  });
  for (const [name] of PAGES) {
    const [ours = 0, more = 0] = results.map(({ http }) => http.get(name) ?? 0);
    tell({
      bench: `${name} over HTTP`,
      unit: 'ms, p95',
      figure: ours,
      baseline,
      baselineIs: '`ledger balance` on a journal of the same lines',
      goal: `≤ ${HTTP_GOAL_MS} ms`,
      met: ours <= HTTP_GOAL_MS,
      details: { [`at ${LARGE} lines`]: more, growth: Number((more / ours).toFixed(2)) },
    });
  }
} finally {
  close();
  await measured.stop();
  await rm(folder, { recursive: true, force: true });
}
