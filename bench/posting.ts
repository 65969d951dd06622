/**
 * Posting over HTTP with every guarantee on, beside pgbench that inserts the same rows into plain tables of the same server: one
 * voucher a request by eight people of an office into a client each, by as many offices, and into one client; a thousand a
 * request. Usage: node bench/posting.ts [seconds a step]
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Call, createCaller } from './load/caller.ts';
import { processorMs, startMeasured } from './load/installation.ts';
import { bearer, type Office, openOffices, openSharedOffice } from './load/offices.ts';
import { percentile } from './load/report.ts';
import { tell } from './tell.ts';

const SECONDS = Number(process.argv[2] ?? 15);
const WRITERS = 8;
const BATCH = 1_000;
const ONE_GOAL = 0.25;
const BATCH_GOAL = 0.5;
const run = promisify(execFile);

/** The rows of a three-line voucher, as the ledger stores them, without keys to others, triggers or policies; ids by chance, as callers give them. */
const PLAIN_TABLES = `
  create schema plain;
  create table plain.vouchers (tenant_id uuid, voucher_id uuid, client_id uuid, type text, status text, voucher_date date,
    fiscal_year int, fis_no int, description text, created_at timestamptz, posted_at timestamptz, primary key (tenant_id, voucher_id));
  create table plain.voucher_lines (tenant_id uuid, voucher_id uuid, line_no int, client_id uuid, account_code text,
    debit_kurus bigint, credit_kurus bigint, description text, book_date date, primary key (tenant_id, voucher_id, line_no));`;
const PLAIN_INSERT = `
  \\set n random(1, 1000000000)
  begin;
  with v as (insert into plain.vouchers values (md5(:client_id::text)::uuid, gen_random_uuid(), md5(:client_id::text)::uuid, 'mahsup', 'posted',
    '2026-03-15', 2026, :n, 'Kırtasiye', now(), now()) returning *)
  insert into plain.voucher_lines select v.tenant_id, v.voucher_id, l.line_no, v.client_id, l.account, l.debit, l.credit, 'Kırtasiye', v.voucher_date
  from v, (values (1, '770.03', :n, 0), (2, '191.01', :n / 5, 0), (3, '320.01', 0, :n + :n / 5)) l (line_no, account, debit, credit);
  commit;`;

interface Rate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
}

function voucher(n: number) {
  const lira = 10 + ((n * 7919) % 9_000);
  return {
    id: randomUUID(),
    date: `2026-${String((n % 11) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
    description: 'Kırtasiye',
    lines: [
      { accountCode: '770.03', debit: `${lira * 5}.00`, description: 'Kırtasiye' },
      { accountCode: '770.04', debit: `${lira}.00`, description: 'Kırtasiye' },
      { accountCode: '100.01', credit: `${lira * 6}.00`, description: 'Kırtasiye' },
    ],
  };
}

/** Processes of PostgreSQL that serve the installation now; they stay for a round. */
async function backendsOf(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  await client.end();
  return rows.map(({ pid }) => pid);
}

/** Vouchers of one transaction on average: those of one carry its time. */
async function groupSize(url: string, offices: readonly Office[], since: Date): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: number }>(
    `select count(*)::float8 / nullif(count(distinct posted_at), 0) as size from vouchers
     where client_id = any ($1) and posted_at > $2`,
    [offices.map(({ clientId }) => clientId), since],
  );
  await client.end();
  return Number((rows[0]?.size ?? 0).toFixed(1));
}

/** Each round comes from addresses of its own: one address may not ask without end. */
let round = 0;

/** So many writers send as fast as they are answered; a voucher that is not posted ends the measurement. */
async function write(call: Call, offices: readonly Office[], batch: number): Promise<Rate> {
  round += 1;
  const until = performance.now() + SECONDS * 1000;
  const started = performance.now();
  const took: number[] = [];
  let sent = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const office = offices[writer % offices.length];
      if (office === undefined) throw new Error('no office');
      const request = { method: 'POST', path: `/api/v1/clients/${office.clientId}/vouchers/posted` } as const;
      const headers = {
        ...bearer(office),
        'content-type': 'application/json',
        'x-forwarded-for': `10.0.${round}.${writer + 1}`,
      };
      while (performance.now() < until) {
        const vouchers = Array.from({ length: batch }, () => voucher(sent++));
        const { status, ms, text } = await call({ ...request, headers, body: JSON.stringify({ vouchers }) });
        if (status !== 200 || text.includes('refused')) throw new Error(`${status} ${text.slice(0, 300)}`);
        took.push(ms);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return {
    perSecond: Math.round((took.length * batch) / seconds),
    p50: percentile(took, 0.5),
    p95: percentile(took, 0.95),
  };
}

async function pgbench(url: string, folder: string): Promise<number> {
  const script = path.join(folder, 'plain.sql');
  await writeFile(script, PLAIN_INSERT.replaceAll(/\n(?! *(\\|begin|commit|with))\s*/g, ' '));
  const { stdout } = await run('pgbench', [
    url,
    '-n',
    '-c',
    String(WRITERS),
    '-j',
    '2',
    '-T',
    String(SECONDS),
    '-f',
    script,
  ]);
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(stdout);
  return Math.round(Number(tps));
}

const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-posting-'));
const measured = await startMeasured();
const { call, close } = createCaller(measured.url, WRITERS);
try {
  const offices = await openOffices(measured, call, { offices: WRITERS, invoices: 1 });
  const { superuserUrl } = measured.database;
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  await superuser.query(PLAIN_TABLES);
  await superuser.end();
  const shared = await openSharedOffice(measured, call, WRITERS);
  const [first] = shared;
  if (first === undefined) throw new Error('no office');
  // Each takes its turn before and after the other, so that a machine that slows down slows both.
  const plain: number[] = [await pgbench(superuserUrl, folder)];
  const used = async () => ({
    api: await processorMs([measured.api.pid ?? 0]),
    postgres: await processorMs(await backendsOf(superuserUrl)),
    script: await processorMs([process.pid]),
  });
  const measure = async (places: readonly Office[]) => {
    const since = new Date();
    const before = await used();
    const rate = await write(call, places, 1);
    const after = await used();
    const each = (part: keyof typeof before) =>
      Number(((after[part] - before[part]) / (rate.perSecond * SECONDS)).toFixed(2));
    return {
      ...rate,
      group: await groupSize(superuserUrl, places, since),
      processor: `PostgreSQL ${each('postgres')}, API ${each('api')}, script ${each('script')} ms a request`,
    };
  };
  // A server runs for days: what a young one still compiles is not measured.
  for (const places of [shared, offices, [first]]) await write(call, places, 1);
  const ofOffice = await measure(shared);
  plain.push(await pgbench(superuserUrl, folder));
  const ofOffices = await measure(offices);
  const ofClient = await measure([first]);
  plain.push(await pgbench(superuserUrl, folder));
  const batch = await write(call, offices, BATCH);
  plain.push(await pgbench(superuserUrl, folder));
  const baseline = Math.round(plain.reduce((sum, each) => sum + each, 0) / plain.length);
  const report = (
    what: string,
    rate: Rate & { readonly group?: number; readonly processor?: string },
    goal: number | null,
  ) =>
    tell({
      bench: `posting over HTTP, ${what}`,
      unit: 'vouchers/s',
      figure: rate.perSecond,
      baseline,
      baselineIs: 'pgbench, the same rows by one transaction each into plain tables',
      goal: goal === null ? 'none set' : `≥ ${goal} of the baseline`,
      met: goal === null ? null : rate.perSecond >= goal * baseline,
      details: {
        p50: rate.p50,
        p95: rate.p95,
        ...(rate.group === undefined
          ? {}
          : { 'vouchers a transaction': rate.group, processor: rate.processor }),
      },
    });
  report(`one a request, ${WRITERS} people of one office, a client each`, ofOffice, ONE_GOAL);
  report(`one a request, ${WRITERS} offices, a client each`, ofOffices, null);
  report(`one a request, ${WRITERS} writers of one client, the same accounts and months`, ofClient, null);
  report(`${BATCH} a request, ${WRITERS} offices, a client each`, batch, BATCH_GOAL);
  console.log(`pgbench in turn: ${plain.join(' ')} transactions/s`);
} finally {
  close();
  await measured.stop();
  await rm(folder, { recursive: true, force: true });
}
