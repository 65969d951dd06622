/**
 * Mizan, bilanço and gelir tablosu of a client with a million and of one with ten million posted lines, in the database and over
 * HTTP in turns, beside `ledger` and `hledger` on a journal of the million. Usage: node bench/statements.ts [lines] [more lines]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Trx } from '@muhasebi/features/feature.ts';
import { sumByAccount } from '@muhasebi/features/ledger/balances.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { loadBilanco } from '@muhasebi/features/statements/show-bilanco.ts';
import { loadGelirTablosu } from '@muhasebi/features/statements/show-gelir-tablosu.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import pg from 'pg';
import { type Call, createCaller } from './load/caller.ts';
import { type Measured, startMeasured } from './load/installation.ts';
import { fillBooks, withoutIndexes } from './load/many-lines.ts';
import { bearer, type Office, openOffices, signInAgain } from './load/offices.ts';
import { msOfProgram, writeJournal } from './load/other-ledgers.ts';
import { percentile } from './load/report.ts';
import { tell } from './tell.ts';

const SMALL = Number(process.argv[2] ?? 1_000_000);
const LARGE = Number(process.argv[3] ?? 10_000_000);
const ACCOUNTS_EACH = 400;
const ROUNDS = 100;
const DATABASE_GOAL_MS = 20;
const HTTP_GOAL_MS = 40;
const GROWTH_GOAL = 1.3;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };

interface Page {
  readonly name: string;
  readonly path: string;
  readonly load: (trx: Trx, tenantId: string, clientId: string) => Promise<unknown>;
  /** What the other programs are asked for the same sums. */
  readonly accounts: readonly string[];
}

const PAGES: readonly Page[] = [
  { name: 'mizan', path: `mizan?from=${YEAR.from}&to=${YEAR.to}`, accounts: [], load: loadMizan },
  { name: 'bilanço', path: `bilanco?to=${YEAR.to}`, accounts: ['^[1-5]'], load: loadSheet },
  { name: 'gelir tablosu', path: `gelir-tablosu?to=${YEAR.to}`, accounts: ['^[67]'], load: loadIncome },
];

function loadMizan(trx: Trx, tenantId: string, clientId: string): Promise<unknown> {
  return sumByAccount(trx, tenantId, clientId, YEAR);
}

function loadSheet(trx: Trx, tenantId: string, clientId: string): Promise<unknown> {
  return loadBilanco(trx, tenantId, clientId, { to: YEAR.to });
}

function loadIncome(trx: Trx, tenantId: string, clientId: string): Promise<unknown> {
  return loadGelirTablosu(trx, tenantId, clientId, { to: YEAR.to });
}

interface Place {
  readonly office: Office;
  readonly tenantId: string;
  readonly lines: number;
}

interface Took {
  readonly small: number;
  readonly large: number;
}

/** Milliseconds at both places, in turns, so that what disturbs the machine disturbs both. */
async function p95At(
  [small, large]: readonly [Place, Place],
  work: (place: Place) => Promise<void>,
): Promise<Took> {
  const took = new Map<Place, number[]>([
    [small, []],
    [large, []],
  ]);
  for (let round = -5; round < ROUNDS; round++)
    for (const [place, figures] of took) {
      const started = performance.now();
      await work(place);
      if (round >= 0) figures.push(performance.now() - started);
    }
  return { small: percentile(took.get(small) ?? [], 0.95), large: percentile(took.get(large) ?? [], 0.95) };
}

async function measurePage(measured: Measured, call: Call, page: Page, places: readonly [Place, Place]) {
  const url = measured.database.appUrl;
  const db = createDatabase<DB>(createPool({ url, maxConnections: 1, applicationName: 'bench' }));
  const database = await p95At(places, async ({ office, tenantId }) => {
    await inScope(db, systemScope(tenantId), (trx) => page.load(trx, tenantId, office.clientId));
  });
  await db.destroy();
  const http = await p95At(places, async ({ office }) => {
    const where = `/api/v1/clients/${office.clientId}/${page.path}`;
    const answer = await call({ method: 'GET', path: where, headers: bearer(office) });
    if (answer.status !== 200) throw new Error(`${page.name}: ${answer.status} ${answer.text}`);
  });
  return { database, http };
}

function tellPage(
  name: string,
  { small, large }: Took,
  goalMs: number,
  others: Record<'ledger' | 'hledger', number | null>,
) {
  const growth = large / small;
  tell({
    bench: `${name}, ${SMALL} lines and ${ACCOUNTS_EACH * 3} leaf accounts`,
    unit: 'ms, p95',
    figure: small,
    baseline: others.ledger ?? others.hledger ?? 0,
    baselineIs: '`ledger balance` of the same accounts on a journal of the same lines',
    goal: `≤ ${goalMs} ms, and at ${LARGE} lines ≤ ${GROWTH_GOAL}×`,
    met: small <= goalMs && growth <= GROWTH_GOAL,
    details: {
      [`at ${LARGE} lines`]: large,
      growth: Number(growth.toFixed(2)),
      'hledger balance, ms': others.hledger,
    },
  });
}

async function fill(measured: Measured, places: readonly Place[]): Promise<void> {
  const started = performance.now();
  const { superuserUrl } = measured.database;
  await withoutIndexes(superuserUrl, async () => {
    for (const { office, tenantId, lines } of places) {
      await fillBooks(superuserUrl, {
        tenantId,
        clientId: office.clientId,
        lines,
        accountsEach: ACCOUNTS_EACH,
      });
      console.log(`${lines} lines stand after ${Math.round((performance.now() - started) / 1000)} s`);
    }
  });
  console.log(`their indexes stand after ${Math.round((performance.now() - started) / 1000)} s`);
}

async function placesOf(measured: Measured, offices: readonly Office[]): Promise<[Place, Place]> {
  const [small, large] = offices;
  if (small === undefined || large === undefined) throw new Error('no offices');
  const superuser = new pg.Client({ connectionString: measured.database.superuserUrl });
  await superuser.connect();
  const tenantOf = async ({ clientId }: Office): Promise<string> =>
    (await superuser.query('select tenant_id from clients where client_id = $1', [clientId])).rows[0]
      .tenant_id;
  const places: [Place, Place] = [
    { office: small, lines: SMALL, tenantId: await tenantOf(small) },
    { office: large, lines: LARGE, tenantId: await tenantOf(large) },
  ];
  await superuser.end();
  return places;
}

const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-statements-'));
const measured = await startMeasured();
const { call, close } = createCaller(measured.url, 1);
try {
  const places = await placesOf(measured, await openOffices(measured, call, { offices: 2, invoices: 1 }));
  await fill(measured, places);
  for (const { office } of places) await signInAgain(call, office);
  const results = [];
  for (const page of PAGES) results.push({ page, ...(await measurePage(measured, call, page, places)) });
  const journal = path.join(folder, 'books.journal');
  await writeJournal(measured.database.superuserUrl, places[0].office.clientId, journal);
  for (const { page, database, http } of results) {
    const ledger = await msOfProgram('ledger', ['-f', journal, 'balance', ...page.accounts]);
    const hledger = await msOfProgram('hledger', ['-f', journal, 'balance', ...page.accounts]);
    tellPage(`${page.name} in the database`, database, DATABASE_GOAL_MS, { ledger, hledger });
    tellPage(`${page.name} over HTTP`, http, HTTP_GOAL_MS, { ledger, hledger });
  }
} finally {
  close();
  await measured.stop();
  await rm(folder, { recursive: true, force: true });
}
